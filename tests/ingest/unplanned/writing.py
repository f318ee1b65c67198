"""Plain text and web pages as offices really send them: pasted, wrapped, saved by an editor."""

from __future__ import annotations

from collections.abc import Sequence

# A section each: heading, paragraphs. Made up, as everything here.
FORESTRY = (
    ("一、2024年法治政府建设主要工作", (
        "（一）强化组织领导。局党组召开专题会议4次，研究法治建设议题11项，领导班子成员带头讲法治课3场。",
        "（二）严格规范执法。全年共立案查处破坏森林资源案件86起，办结79起，收缴罚款48.6万元，"
        "补种树木1.2万株。推行“首违不罚”清单，依法不予处罚23件。",
        "（三）防范化解矛盾。办理行政复议答复2件、行政应诉1件，负责人出庭应诉率100％；受理林权纠纷31起，调处率96.8％。",
    )),
    ("二、存在的主要问题", (
        "一是基层林业站持证执法人员少，全县12个站仅有19人。二是普法形式单一，针对林农的宣传不够。",
    )),
    ("三、2025年工作打算", (
        "计划举办执法培训班6期，争取新增持证人员15名；开展“林长+检察长”联合巡林不少于24次。",
    )),
)  # fmt: skip


def wrapped_printout() -> bytes:
    """TXT out of an old editor: GB18030, lines broken at 38 columns, page numbers, full-width digits."""
    paragraphs = [
        "云岭县林业和草原局",
        "２０２４年度法治政府建设工作情况报告",
        "县委全面依法治县委员会办公室：",
        "　　２０２４年，我局在县委、县政府的坚强领导下，认真贯彻落实《法治政府建设实施纲要"
        "（2021—2025年）》，各项工作取得新进展。现将有关情况报告如下：",
    ]
    for heading, inside in FORESTRY:
        paragraphs += ["　　" + heading, *("　　" + one for one in inside)]
    paragraphs += [
        "　　　　　　　　　　　　　　　　云岭县林业和草原局",
        "　　　　　　　　　　　　　　　　　２０２５年１月１０日",
        "　　（联系人：杨某某，联系电话：0000-1234567）",
    ]
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += [paragraph[i : i + 38] for i in range(0, len(paragraph), 38)]
    numbered: list[str] = []
    for count, line in enumerate(lines, 1):
        numbered.append(line)
        if count % 12 == 0:
            numbered += ["", f"                       － {count // 12} －", ""]
    return "\r\n".join(numbered).encode("gb18030")


def from_a_phone() -> bytes:
    """TXT copied out of an account's article: UTF-8 with mark, emoji, zero width, calls to follow."""
    lines = (
        "云岭司法丨2024年法治政府建设这一年", "", "原创 云岭司法 云岭县司法局",
        "2025年01月08日 17:30 云南", "点击上方蓝字\u200b关注我们👆", "",
        "云岭县司法局关于2024年法治政府建设情况的报告", "",
        "📌 2024年，云岭县司法局立足“一个统抓、五大职能”，推动法治政府建设提质增效。", "",
        "01", "依法行政有力度", "▼",
        "✅ 审核重大行政决策27件，提出意见建议\u200b104条；备案审查规范性文件9件。",
        "✅ 办理行政复议案件63件，审结58件，调解和解率 41.4 %。", "",
        "02", "公共法律服务有温度", "▼",
        "全县12个乡镇公共法律服务站接待群众咨询 5,386 人次，办理法律援助案件412件，挽回损失约620万元。", "",
        "03", "存在不足", "▼", "法治督察结果运用不够充分，个别乡镇普法宣传浮于表面。", "",
        "04", "下一步打算", "▼", "2025年，计划培育“法律明白人”600名，评查执法案卷150份。", "",
        "END", "来源：云岭县司法局", "编辑：小李  审核：老张", "", "分享", "收藏", "在看", "点赞", "阅读 1024",
        "微信扫一扫", "关注该公众号",
    )  # fmt: skip
    return b"\xef\xbb\xbf" + "\n".join(lines).encode()


def _mso(text: str, extra: str = "") -> str:
    return (
        f"<p class=MsoNormal style='text-indent:32.0pt;mso-char-indent-count:2.0;line-height:28.0pt{extra}'>"
        f"<span style='font-size:16.0pt;font-family:仿宋_GB2312;mso-hansi-font-family:&quot;Times New Roman&quot;'>"
        f"{text}<span lang=EN-US><o:p></o:p></span></span></p>"
    )


def _item(label: str, text: str) -> str:
    """A list item: the computed number stands in a span of its own, gaps are no-break spaces."""
    return (
        "<p class=MsoListParagraph style='margin-left:36.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>"
        f"<span style='mso-fareast-font-family:仿宋'><span style='mso-list:Ignore'>{label}<span style='font:7.0pt "
        f"\"Times New Roman\"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span\nstyle='font-size:16.0pt'>{text}"
        "<o:p></o:p></span></p>"
    )


def saved_by_an_editor() -> bytes:
    """HTML that a word processor wrote: GBK, conditional comments, VML, lists, a table of spans."""
    cells = (
        "<tr><td rowspan=2>执法领域</td><td colspan=2>案件数（件）</td><td rowspan=2>罚没款<br>（万元）</td></tr>"
        "<tr><td>2023年</td><td>2024年</td></tr>"
        "<tr><td>食品安全</td><td><p class=MsoNormal align=center><span lang=EN-US>128<o:p></o:p></span></p></td>"
        "<td><p><span>151</span></p></td><td>36.8</td></tr>"
        "<tr><td>特种设备</td><td>17</td><td>22</td><td>9.45</td></tr><tr><td>合计</td><td>145</td><td>173</td><td>46.25</td></tr>"
    )
    page = (
        '<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
        'xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta http-equiv=Content-Type content="text/html; '
        'charset=gb2312"><meta name=Generator content="WPS Office"><title>文档1</title><!--[if gte mso 9]><xml>'
        "<o:DocumentProperties><o:Author>Administrator</o:Author></o:DocumentProperties></xml><![endif]-->"
        "<style>@page Section1{mso-header:url('x') h1;}\np.MsoNormal{mso-style-name:正文;}</style></head>"
        "<body lang=ZH-CN style='tab-interval:21pt'><!--StartFragment--><div class=Section1>"
        "<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>渡口市市场监督管理局<o:p></o:p></span></b></p>"
        "<p class=MsoNormal align=center><b><span style='font-size:22.0pt'>关于<span lang=EN-US>2024</span>年度推进法治政府"
        "建设情况的报告</span></b></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
        + _mso("市委依法治市办：")
        + _mso("现将我局<span lang=EN-US>2024</span>年度推进法治政府建设有关情况报告如下。")
        + _item("一、", "主要做法和成效")
        + _mso("（一）规范执法行为。全年查办各类案件<span lang=EN-US>173</span>件，同比增长<span lang=EN-US>19.3%</span>，"
               "责令整改<span lang=EN-US>412</span>家次。")
        + f"<div align=center><table class=MsoTableGrid border=1>{cells}</table></div>"
        + _item("二、", "存在的问题和不足")
        + _mso("执法力量不足，乡镇所平均在岗仅<span lang=EN-US>2.6</span>人；<del>（此处待核实）</del>信息化水平不高。")
        + _item("三、", "下一步工作安排")
        + _mso("<!--[if gte vml 1]><v:shape type='#_x0000_t202'/><![endif]-->计划开展培训<span lang=EN-US>10</span>期，"
               "覆盖执法人员<span lang=EN-US>300</span>人次。")
        + _mso("渡口市市场监督管理局", ";text-align:right")
        + _mso("<span lang=EN-US>2025</span>年<span lang=EN-US>1</span>月<span lang=EN-US>20</span>日", ";text-align:right")
        + "</div><!--EndFragment--></body></html>"
    )  # fmt: skip
    return page.encode("gbk")


FRAMED = (
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>渡口市信息公开网</title>'
    '</head><frameset rows="120,*"><frame src="top.asp" name="top"><frameset cols="180,*"><frame src="left.asp">'
    '<frame src="show.asp?id=1024" name="main"></frameset></frameset><noframes><body>您的浏览器不支持框架！</body>'
    "</noframes></html>"
).encode("gbk")


def of_a_platform() -> bytes:
    """A page of a province's common platform: one block, br for paragraphs, attachments, share codes."""
    said = (
        "　　2024年，渡口市交通运输局认真落实法治政府建设各项任务，现将有关情况报告如下。",
        "　　<strong>一、工作开展情况</strong>",
        "　　<strong>（一）健全依法决策机制。</strong>审查合同<span>87</span>份，标的额合计3.26亿元；集体讨论重大事项&nbsp;9&nbsp;项。",
        "　　<strong>（二）严格公正执法。</strong>查处超限超载车辆1,204台次，卸载货物6800余吨；非法营运案件由上年的74件降至52件。",
        "　　<strong>二、存在的短板</strong>", "　　执法装备更新缓慢，现有执法车辆中使用超过8年的占三分之一。",
        "　　<strong>三、下步工作</strong>", "　　力争2025年底前非现场执法点位达到18处。",
        "　　附件：1. 行政许可办理情况表", "　　　　　2. 行政检查情况表", "&nbsp;",
    )  # fmt: skip
    menu = "".join(f'<li><a href="/c{i}/">{w}</a></li>' for i, w in enumerate(
        ("首 页", "机构职能", "政策文件", "法定主动公开内容", "政府信息公开年报", "依申请公开")))  # fmt: skip
    return f"""<!DOCTYPE html>
<html><head><meta charset="UTF-8"><meta name="ArticleTitle" content="2024年法治政府建设年度报告">
<title>渡口市交通运输局2024年法治政府建设年度报告-渡口市人民政府</title><script>window.__INIT__={{"a":"<p>脚本里的话，不是正文。</p>"}}</script></head>
<body><header><div class="logo"><img alt="渡口市人民政府"></div><nav><ul>{menu}</ul></nav></header>
<div class="bread"><span>当前位置：</span><a href="/">首页</a>><a href="/c">信息公开</a>><a href="/d">法治政府建设年度报告</a></div>
<div class="detail"><div class="tit">渡口市交通运输局2024年法治政府建设年度报告</div>
<div class="attr"><span>发布机构：渡口市交通运输局</span><span>发布时间：2025-01-23 09:15:42</span><span>【字体：<a onclick="s(18)">大</a> <a onclick="s(16)">中</a> <a onclick="s(14)">小</a>】</span></div>
<div class="view TRS_UEDITOR trs_paper_default trs_web">{"<br/>".join(said)}<br/>
<table class="tb"><thead><tr><th>项目</th><th>受理（件）</th><th>办结（件）</th><th>按时办结率</th></tr></thead><tbody>
<tr><td>道路运输许可</td><td>2316</td><td>2310</td><td>99.7%</td></tr><tr><td>涉路施工许可</td><td>45</td><td>45</td><td>100%</td></tr></tbody></table>
<p style="text-align:right">渡口市交通运输局&nbsp;&nbsp;<br/>2025年1月22日&nbsp;&nbsp;</p></div>
<div class="fj"><h4>附件下载</h4><a href="P020250123.docx">行政许可办理情况表.docx</a></div>
<div class="ewm"><img src="e.png"><p>扫一扫在手机打开当前页</p></div></div>
<footer><p>主办单位：渡口市人民政府办公室&nbsp;&nbsp;联系电话：0000-2221111</p><p>蜀ICP备05000000号-1 &nbsp;川公网安备 51000000000000号</p></footer></body></html>""".encode()


def _quoted(text: str, charset: str) -> bytes:
    from quopri import encodestring

    return encodestring(text.encode(charset))


def _archive(parts: Sequence[tuple[str, str, bytes]], kind: str) -> bytes:
    lines = [
        b"From: <Saved by Blink>", b"Snapshot-Content-Location: https://www.example.gov.cn/art/1.html",
        b"Subject: =?utf-8?Q?=E6=8A=A5=E5=91=8A?=", b"MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{kind}"'.encode(), b"", b"",
    ]  # fmt: skip
    for content, encoding, body in parts:
        lines += [f"--{kind}".encode(), f"Content-Type: {content}".encode(),
                  f"Content-Transfer-Encoding: {encoding}".encode(), b"", body]  # fmt: skip
    return b"\r\n".join([*lines, f"--{kind}--".encode(), b""])


def saved_by_a_browser() -> bytes:
    """MHTML: an advertising frame and a picture before and behind the page itself."""
    frame = "<html><body><p>广告，请点击查看详情，惊喜连连，欢迎选购各类产品。</p></body></html>"
    return _archive(
        (
            ("text/css", "quoted-printable", b"p{}"),
            ("text/html; charset=utf-8", "quoted-printable", _quoted(of_a_platform().decode(), "utf-8")),
            ("text/html", "quoted-printable", _quoted(frame, "utf-8")),
            ("image/png", "base64", b"iVBORw0KGgo="),
        ),
        "----MultipartBoundary--x",
    )  # fmt: skip


def saved_as_one_file() -> bytes:
    """MHT of a word processor: the first HTML part is a page of headers, the text comes second."""
    headers = "<html><body><div id=h1><p class=MsoHeader>内部资料　注意保存</p></div></body></html>"
    return _archive(
        (
            ("text/html; charset=\"gb2312\"", "quoted-printable", _quoted(headers, "gbk")),
            ("text/html; charset=\"gb2312\"", "quoted-printable",
             _quoted(saved_by_an_editor().decode("gbk"), "gbk")),
            ("text/xml", "quoted-printable", b"<xml/>"),
        ),
        "=_NextPart_01",
    )  # fmt: skip
