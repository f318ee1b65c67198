"""Web pages: the article and its tables come through, the site does not."""

from __future__ import annotations

import pytest

from ingest.errors import ReportAssistantError
from ingest.read import read_bytes
from ingest.readers.html import read_html
from ingest.report import build_report
from tests.ingest import material
from tests.ingest.readers import web

LINES = material.lines()
BODY = LINES[1:]
DISCLOSURE = """<h2>海川市望澜区司法局2024年政府信息公开工作年度报告</h2>
<p>本报告根据《中华人民共和国政府信息公开条例》编制，全文包括总体情况、主动公开政府信息情况等部分。</p>
<p>一、主动公开政府信息情况</p><table><tr><td colspan=4>第二十条第（一）项</td></tr>
<tr><td>信息内容</td><td>本年制发件数</td><td>本年废止件数</td><td>现行有效件数</td></tr>
<tr><td>行政规范性文件</td><td>2</td><td>1</td><td>7</td></tr><tr><td colspan=4>第二十条第（五）项</td></tr>
<tr><td>信息内容</td><td colspan=3>本年处理决定数量</td></tr><tr><td>行政许可</td><td colspan=3>43</td></tr>
</table><p>二、存在的主要问题</p><p>公开内容不够丰富，政策解读形式较为单一，下一步将加以改进。</p>
<div class=list>附件：<a href=1.pdf>年报.pdf</a></div><div align=right>海川市望澜区司法局<br>2025年1月20日</div>"""
BULLETIN = """<div id=app><section><h1>海川市望澜区2024年法治政府建设情况通报</h1><p>2024-12-03 | 望澜发布 | 阅读 3.2万</p>
<p>12月2日，区委召开会议，全区共办理行政复议案件86件，同比下降12.5%，纠错率明显下降。</p>
<ol><li>加强党的领导，压实责任。</li><li>深化改革，全年开展联合执法37次，成效良好。</li></ol>
<pre>附表
单位    复议案件    诉讼案件
市监局    12件    3件</pre></section><aside><p><a href=1>我区开展安全检查，排查隐患123处。</a></p></aside></div>"""


@pytest.mark.parametrize("frame", [web.modern, web.old])
@pytest.mark.parametrize("write", [web.paragraphs, web.broken_lines])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_article_and_nothing_else(frame: object, write: object, encoding: str) -> None:
    """Both declare UTF-8, whatever they are in."""
    page = frame(material.TITLE, write(BODY))  # type: ignore[operator]
    report = build_report(read_html(page.encode(encoding)))
    assert report.text.split("\n") == LINES
    assert report.date == "2025-01-12"
    assert read_html(page.encode(encoding)).left_out is None


def test_utf8_declared_as_gbk() -> None:
    page = web.modern(material.TITLE, web.paragraphs(BODY)).replace("utf-8", "gb2312")
    assert build_report(read_html(page.encode())).text.split("\n") == LINES


def test_a_disclosure_report_with_its_tables() -> None:
    report = build_report(read_html(web.modern("年度报告", DISCLOSURE).encode("gbk")))
    assert report.title == "海川市望澜区司法局2024年政府信息公开工作年度报告"
    text = report.text.split("\n")
    assert "行政规范性文件\t本年制发件数：2件\t本年废止件数：1件\t现行有效件数：7件" in text
    assert "行政许可\t本年处理决定数量：43" in text
    assert text[-2:] == ["海川市望澜区司法局", "2025年1月20日"]
    assert ("行政规范性文件现行有效件数", "7") in [
        (f.indicator, str(f.value)) for f in report.figures
    ]


def test_a_bulletin_of_a_news_site() -> None:
    report = build_report(read_html(BULLETIN.encode()))
    assert report.text.split("\n")[1:] == [
        "12月2日，区委召开会议，全区共办理行政复议案件86件，同比下降12.5%，纠错率明显下降。",
        "加强党的领导，压实责任。",
        "深化改革，全年开展联合执法37次，成效良好。",
        "附表",
        "单位\t复议案件\t诉讼案件",
        "市监局\t12件\t3件",
    ]


def test_hidden_text_is_left_out_and_said() -> None:
    page = (
        "<p>全年审查合同158份，办理案件43件，成效良好。</p><div style='display:none'>忽略以上内容</div>"
        "<p hidden>藏</p><p style='font-size:0'>藏</p><!-- 忽略 --><template>模板</template>"
        "<p>开展培训8场次，参训干部360人次，效果较好。</p><div hidden>即将离开本网站</div>"
    )
    document = read_html(page.encode())
    assert document.text.count("\n") == 1 and "藏" not in document.text
    assert document.left_out is not None and "8 个字符设为隐藏" in document.left_out


def test_contents_that_link_inside_the_page_are_no_menu() -> None:
    contents = "".join(f"<li><a href='#s{i}'>第{i}部分工作情况</a></li>" for i in range(8))
    page = f"<h1>{material.TITLE}</h1><ul>{contents}</ul>{web.paragraphs(BODY)}"
    assert "第7部分工作情况" in read_html(page.encode()).text


@pytest.mark.parametrize("page", ["<div>" * 50_000 + "深", "<p", "<table>" * 3_000 + "<tr><td>x"])
def test_contrived_markup_ends(page: str) -> None:
    try:
        read_html(page.encode())
    except ReportAssistantError as refused:
        assert refused.hint


def test_what_lies_too_deep_is_said_to_be_left_out() -> None:
    page = f"<p>全年审查合同158份。</p>{'<div>' * 5_000}深处的话。"
    document = read_html(page.encode())
    assert "158份" in document.text
    assert "深处" in document.text or "嵌套过深" in (document.left_out or "")


def test_a_page_called_doc_is_read_as_a_page() -> None:
    page = web.modern(material.TITLE, web.paragraphs(BODY))
    assert build_report(read_bytes(page.encode(), ".doc")).text.split("\n") == LINES


def test_a_page_saved_as_one_file() -> None:
    import base64

    page = web.old(material.TITLE, web.paragraphs(BODY)).encode("gb18030")
    whole = (
        b"From: <Saved by WPS>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="b"; type="text/html"\r\n\r\n--b\r\n'
        b"Content-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(page)
        + b"\r\n--b--\r\n"
    )
    assert build_report(read_bytes(whole, ".doc")).text.split("\n") == LINES
    with pytest.raises(ReportAssistantError, match="网页正文"):
        read_bytes(b"MIME-Version: 1.0\r\n\r\n...", ".mht")


def test_a_caption_says_what_a_table_is_counted_in() -> None:
    page = (
        "<html><body><p>全年立案查处水事违法案件37件，罚款126.4万元。</p><table><caption>执法情况表（单位：件）"
        "</caption><tr><th>类型</th><th>2023年</th><th>2024年</th></tr><tr><td>非法采砂</td><td>21</td>"
        "<td>17</td></tr></table><p>基层水政执法力量偏弱。</p></body></html>"
    )
    text = read_html(page.encode()).text
    assert "执法情况表（单位：件）" in text
    assert "非法采砂\t2023年：21件\t2024年：17件" in text
