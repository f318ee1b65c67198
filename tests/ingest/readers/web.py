"""Pages around an article, as the content systems of government sites serve them."""

from __future__ import annotations

import html
from collections.abc import Sequence

_NEWS = (
    "区政府召开第62次常务会议", "关于2025年春节放假的通知", "望澜区开展安全生产大检查行动",
    "我区举办政务服务技能竞赛", "区领导调研重点项目建设情况，要求加快进度", "望澜区发布大风蓝色预警信号",
    "2023年度法治政府建设情况报告", "政府信息公开工作年度报告",
)  # fmt: skip
_MENU = (
    "网站首页", "走进望澜", "新闻中心", "政务公开", "政务服务", "互动交流", "专题专栏", "数据开放",
    "领导之窗", "机构职能", "政策文件", "规划计划", "财政资金", "人事信息", "重点领域", "年度报告",
)  # fmt: skip


def _links(words: Sequence[str], repeat: int = 1) -> str:
    items = "".join(f'<li><a href="/a/{i}.html">{w}</a></li>' for i, w in enumerate(words * repeat))
    return f"<ul>{items}</ul>"


def modern(title: str, body: str) -> str:
    """Divs, a metadata table, a side bar, sharing, a hidden window that warns of leaving."""
    return f"""<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="SiteName" content="望澜区人民政府"><title>{title}_望澜区人民政府</title>
<style>.x{{color:red}}</style><script>var a="正文，正文。";</script></head><body>
<div class="top"><a href="/">无障碍浏览</a> | <a href="/">长者模式</a> | <a href="/l">登录</a></div>
<div class="nav">{_links(_MENU, 3)}</div>
<div class="crumb">您的位置：<a href="/">首页</a> &gt; <a href="/z">政务公开</a> &gt; <a>年度报告</a></div>
<div class="main"><table class="xxgk"><tr><td>索 引 号：</td><td>000014349/2025-00012</td>
<td>主题分类：</td><td>综合政务</td></tr><tr><td>发文机关：</td><td>望澜区统计局</td>
<td>成文日期：</td><td>2025年01月12日</td></tr></table>
<h1 class="t">{title}</h1><div class="info"><span>发布时间：2025-01-12 10:20</span>
<span>来源：望澜区统计局</span> <span>浏览次数：<em id="hits">85</em> 次</span>
<span>字体：[<a href="javascript:f()">大</a> <a href="javascript:f()">中</a> <a href="javascript:f()">小</a>]</span> <button onclick="print()">打印</button></div>
<div class="TRS_Editor UCAPCONTENT" id="zoom">{body}</div>
<div class="share">分享到：<a href="javascript:f()">微信</a><a href="javascript:f()">微博</a></div><p>扫一扫在手机打开当前页</p>
<div class="pn"><a href="1">上一篇：望澜区2023年度法治政府建设情况报告</a><a>下一篇：没有了</a></div></div>
<div class="side"><h3>相关阅读</h3>{_links(_NEWS, 3)}</div>
<div class="foot"><p>主办：望澜区人民政府 承办：望澜区政务服务和大数据局</p>
<p>网站标识码：1234567890 <a>云ICP备12345678号</a> 地址：望澜区人民路1号</p></div>
<div id="leave" style="display: none"><p>您访问的链接即将离开“望澜区人民政府”门户网站，是否继续？</p></div>
</body></html>"""


def old(title: str, body: str) -> str:
    """A page of 2009: nested tables for layout inside one form, fonts, no heading element."""
    return f"""<HTML><HEAD><TITLE>海川市人民政府门户网站</TITLE>
<META http-equiv=Content-Type content="text/html; charset=utf-8"></HEAD><BODY>
<FORM id=aspnetForm action=show.aspx><INPUT type=hidden value="/wEPDwUK">
<TABLE width=980 align=center><TR><TD>{"".join(f"<A href=#>{w}</A>&nbsp;|&nbsp;" for w in _MENU)}
</TD></TR><TR><TD><MARQUEE>欢迎您访问海川市人民政府门户网站，今天是2025年1月20日。</MARQUEE></TD></TR></TABLE>
<TABLE width=980><TR><TD width=200 valign=top><TABLE><TR><TD>信息公开目录</TD></TR>
{"".join(f"<TR><TD><A href=#>{w}</A></TD></TR>" for w in _MENU)}</TABLE></TD><TD><TABLE width="100%">
<TR><TD align=middle><FONT size=5><B>{title}</B></FONT></TD></TR>
<TR><TD>【字号：大 中 小】【打印本页】【关闭窗口】 2025-1-12 点击数：127</TD></TR><TR><TD>{body}</TD></TR>
<TR><TD align=right>责任编辑：张三</TD></TR></TABLE></TD></TR></TABLE>
<TABLE><TR><TD>版权所有：海川市人民政府　技术支持：海川市信息中心　建议使用IE8.0以上浏览器，分辨率1024*768</TD></TR>
</TABLE></FORM></BODY></HTML>"""


def paragraphs(lines: Sequence[str], element: str = "p") -> str:
    """Lines as an editor writes them: entities, fonts, spans, indents."""
    return "\n".join(
        f'<{element} style="text-indent:2em"><span style="font-size:16pt;font-family:仿宋_GB2312">'
        f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(line)}</span></{element}>"
        for line in lines
    )


def broken_lines(lines: Sequence[str]) -> str:
    """Lines held apart by <br> in one block."""
    return "<br>".join(f"　　{html.escape(line, quote=False)}" for line in lines)
