"""Furniture, broken lines and stray spaces go; what the author wrote stays."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from tests.ingest import material

BODY = material.lines()[1:]
PAGE = [
    "海川市人民政府门户网站",
    "无障碍浏览",
    "登录",
    "首页",
    "政务公开",
    "法治政府建设年度报告",
    "您的位置：首页 > 政务公开 > 重点领域",
    "索引号：000014349/2025-00012",
    "发文机关：望澜区统计局",
    material.TITLE,
    "发布时间：2025-01-12 10:20",
    "浏览次数：85 次",
    "【字体：大 中 小】",
    "打印",
    *BODY,
    "扫一扫在手机打开当前页",
    "【打印本页】 【关闭窗口】",
    "上一篇：望澜区统计局2023年度法治政府建设情况报告",
    "相关阅读",
    "关于印发《统计工作要点》的通知，请各单位认真贯彻执行，确保落到实处。",
    "主办：海川市望澜区人民政府  承办：望澜区政务服务和大数据局",
    "地址：海川市望澜区人民路1号 邮编：300000",
    "网站标识码：1234567890 云ICP备12345678号",
    "您访问的链接即将离开“望澜区人民政府”门户网站 是否继续？",
    "继续访问",
    "放弃",
]


def test_a_page_keeps_its_article_only() -> None:
    cleaned = clean("\n".join(PAGE))
    assert cleaned.text.split("\n") == [material.TITLE, *BODY]
    assert any("索引号" in line for line in cleaned.furniture)
    assert any("ICP备" in line for line in cleaned.furniture)


def test_a_title_loses_the_site_behind_it_and_stands_once() -> None:
    title = material.TITLE
    cleaned = clean("\n".join([f"{title} - 望澜区人民政府网", "首页", title, *BODY]))
    assert cleaned.text.count(title) == 1
    assert "人民政府网" not in cleaned.text
    assert any("望澜区人民政府网" in line for line in cleaned.furniture)


@pytest.mark.parametrize(
    "line",
    [
        "在服务大厅公布办事指南，打印材料免费，关闭多余窗口2个。",
        "地址：望澜区人民路1号；电话：12345，全年受理咨询320次，均已办结。",
        "来源：群众举报",
        "地址：望澜区建设路8号",
        "分享经验做法3次",
        "时间：每月第一个星期五",
        "全年本网站发布信息1520条，无障碍改造3处。",
        "详见http://example.com/a，群众可以自行查询，全年访问2万次。",
        "文化/体育/教育",
        "1.5",
        "3",
    ],
)
def test_inside_the_body_what_looks_like_furniture_stays(line: str) -> None:
    assert line in clean("\n".join([material.TITLE, *BODY[:5], line, *BODY[5:]])).text.split("\n")


@pytest.mark.parametrize("width", [30, 34, 36, 40])
@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n"])
def test_hard_wrapped_paragraphs_are_whole_again(width: int, between: str) -> None:
    raw = material.TITLE + "\n\n" + material.wrapped(BODY, width, between=between)
    assert clean(raw).text.split("\n") == [material.TITLE, *BODY]


@pytest.mark.parametrize("form", ["— {} —", "第 {} 页 共 9 页", "- {} -", "第{}页", "{}", "{} / 9"])
def test_page_numbers_inside_sentences_go(form: str) -> None:
    raw = material.wrapped(BODY, 32).split("\n")
    paged: list[str] = []
    for index, line in enumerate(raw):
        paged.append(line)
        if index % 6 == 5:
            paged.append(form.format(index // 6 + 1))
    assert clean("\n".join([material.TITLE, *paged])).text.split("\n") == [material.TITLE, *BODY]


def test_stray_spaces_and_blank_lines_inside_sentences_go() -> None:
    raw = "\n".join(BODY).replace("法治", "法 治").replace("干部", "干\u00a0部")
    raw = raw.replace("难以满足", "难以\n\n满足")
    assert clean(raw).text.split("\n") == BODY


def test_rows_of_tables_keep_their_columns() -> None:
    rows = ["项目\t数量\t比上年", "审查合同\t158\t12", "行政处罚\t43\t-3"]
    assert clean("\n".join([*BODY, *rows])).text.split("\n")[-3:] == rows
    wide = [row.replace("\t", "    ") for row in rows]
    assert clean("\n".join([*BODY, *wide])).text.split("\n")[-3:] == rows


def test_a_tab_behind_a_number_or_in_a_sentence_is_a_stray_space() -> None:
    assert clean("一、\t主要成效").text == "一、主要成效"
    assert clean("全年审查合同\t158份，均已办结。").text == "全年审查合同158份，均已办结。"


def test_markup_entities_and_residue_go() -> None:
    raw = (
        '<p style="text-indent:2em">2024年，&ldquo;放管服&rdquo;改革&nbsp;深化。</p>'
        "<p>[bookmark: _GoBack]**合同**158份&#65292;\u200b已办结。<br/>完</p>"
    )
    assert clean(raw).text.split("\n") == [
        "2024年，“放管服”改革深化。",
        "合同158份，已办结。",
        "完",
    ]


_PIECES = st.sampled_from(
    [
        *material.lines(),
        *PAGE,
        "法",
        " ",
        "　　",
        "\n",
        "\r\n",
        "\t",
        "158",
        "，",
        "。",
        "— 3 —",
        "7",
        "（一）",
        "一、",
        "1.",
        "附件：",
        "2025年1月8日",
        "**",
        "[image: a]",
        "abc",
        "《",
        "》",
    ]
)


def _visible(text: str) -> str:
    return "".join(c for c in text if not c.isspace())


def _is_subsequence(part: str, whole: str) -> bool:
    rest = iter(whole)
    return all(character in rest for character in part)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=300))
@settings(max_examples=250, deadline=None)
def test_cleaning_only_deletes(raw: str) -> None:
    if "&" in raw:  # an entity becomes the character it stands for
        raw = raw.replace("&", "")
    assert _is_subsequence(_visible(clean(raw).text), raw)


@given(st.lists(_PIECES, max_size=40).map("".join) | st.text(max_size=300))
@settings(max_examples=250, deadline=None)
def test_cleaning_what_is_clean_changes_nothing(raw: str) -> None:
    text = clean(raw).text
    assert clean(text).text == text


@pytest.mark.parametrize(
    "shape",
    ["法", " ", "。", "，", "”", "<", "<p ", "[image:", "&amp;", "**", "| ", "- ", "啊，\n", "来源：",
     "打印 ", "《", "区", "（一）", "法" * 33 + "\n", "　　" + "法" * 33 + "\n", "1\t2\n"],
)  # fmt: skip
def test_time_grows_with_length_not_with_its_square(shape: str) -> None:
    def seconds(size: int) -> float:
        raw = (shape * (size // len(shape) + 1))[:size]
        before = time.process_time()
        clean(raw)
        return time.process_time() - before

    seconds(1000)
    small = max(seconds(50_000), 0.002)
    assert seconds(400_000) < 40 * small + 0.5  # 8 times the size; its square would be 64 times


def test_fields_of_a_form_and_wide_cells() -> None:
    assert clean("填报单位：望澜区统计局        填报日期：1月7日").text == (
        "填报单位：望澜区统计局\t填报日期：1月7日"
    )
    assert clean("合  计\t行政处罚：72件\t罚没：9元").text == "合计\t行政处罚：72件\t罚没：9元"
    told = clean("题目报告\n▼\n全年审核合同158份，成效良好，各项工作有序推进。\nEND\n点赞").text
    assert told.split("\n") == ["题目报告", "全年审核合同158份，成效良好，各项工作有序推进。"]
