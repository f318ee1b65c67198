"""What 找例句 shows: passages found, the basket, an outline, what a draft lacks."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.export_text import name_of, place_of
from assistant.outline_check import DraftCheck, MissingHeading, Outline, OutlineHeading
from assistant.types import Citation, PassageGroup
from ingest.types import ROLE_NAMES
from ui.basket import Collected
from ui.drafting import Wordings
from ui.markup import act_button, badge, copy_button, escaped, notice
from ui.text import one_line, shortened
from ui.view import citation_place


def place_key(citation: Citation) -> str:
    """A citation's place as a button's value."""
    return f"{citation.report_id}:{citation.start}:{citation.end}"


def groups_html(found: Wordings, *, set_phrases: bool = True) -> str:
    """The groups, the best passage of each open and those like it folded.

    Args:
        set_phrases: whether wording that many reports share word for word is shown.
    """
    shown = [group for group in found.groups if set_phrases or not group.set_phrase]
    hidden = len(found.groups) - len(shown)
    if not shown:
        why = "都是套话，已按要求略去" if hidden else "没有找到相关的原文"
        return notice(
            f"在 {found.reports} 份报告里，“{shortened(one_line(found.sought), 60)}”{why}。可换一个说法或放宽范围。"
        )
    units = len({p.report_id for group in shown for p in group.passages})
    left = f"，略去套话 {hidden} 组" if hidden else ""
    head = f"查阅 {found.reports} 份报告，列出 {len(shown)} 组表述，出自 {units} 份{left}。均为原文，一字未改。"
    items = "".join(f"<li>{_group(number, group)}</li>" for number, group in enumerate(shown, 1))
    return f'<p class="counted" role="status">{escaped(head)}</p><ol class="groups">{items}</ol>'


def _group(number: int, group: PassageGroup) -> str:
    first, *rest = group.passages
    kind = badge("套话", "warn") if group.set_phrase else badge("自有表述", "good")
    spread = badge(f"{group.reports} 份报告") if group.reports > 1 else ""
    folded = ""
    if rest:
        others = "".join(_passage(passage) for passage in rest)
        folded = f"<details><summary>相近表述 {len(rest)} 处</summary>{others}</details>"
    return (
        f'<section aria-label="第 {number} 组"><div class="group-head"><b>{number}</b>{kind}{spread}</div>'
        f"{_passage(first)}{folded}</section>"
    )


def _passage(citation: Citation) -> str:
    quote = citation.quote.strip()
    sourced = f"{quote}\n——{name_of(citation)}{place_of(citation)}"
    key = place_key(citation)
    return (
        f'<div class="passage"><blockquote>{escaped(quote)}</blockquote>'
        f'<p class="source">{escaped(one_line(citation_place(citation)))}</p><p class="acts">'
        f"{copy_button('复制', quote)}{copy_button('复制并附出处', sourced)}"
        f"{act_button('加入摘录', 'collect', key, style='small', said='已加入')}"
        f"{act_button('看原文', 'read', key, style='small')}</p></div>"
    )


def basket_html(basket: Sequence[Collected], found: Sequence[tuple[str, Citation]]) -> str:
    """The collected passages under their topics."""
    head = f"<h3>摘录<small> {len(found)} 条</small></h3>"
    if not found:
        return (
            head + "<p class='hint'>点“加入摘录”，把用得上的表述收在这里，再一并导出为 Word。</p>"
        )
    lost = len(basket) - len(found)
    gone = notice(f"{lost} 条的报告已不在库中，未列出。", "bad") if lost else ""
    parts = []
    topic: str | None = None
    for name, citation in found:
        if name != topic:
            parts.append(f'<li class="topic">{escaped(name)}</li>')
            topic = name
        remove = act_button(
            "移出",
            "drop",
            place_key(citation),
            style="small",
            described=f"移出第 {citation.marker} 条",
        )
        parts.append(
            f"<li><p>{escaped(shortened(one_line(citation.quote), 110))}</p>"
            f'<p class="source">{escaped(name_of(citation))}{remove}</p></li>'
        )
    return f'{head}{gone}<ul class="basket">{"".join(parts)}</ul>'


def outline_html(found: Outline) -> str:
    """The outline with how many reports have each heading."""
    if not found.headings:
        return notice(f"{found.reports} 份“{found.genre}”没有共同的提纲。可换一个类型或部分。")
    items = "".join(_heading(one, found.reports) for one in found.headings)
    text = "\n".join(
        f"{'　' * (one.level - 1)}{one.heading or ROLE_NAMES[one.role]}"
        for one in found.headings
        if one.typical
    )
    copy = copy_button("复制提纲（半数以上报告都有的部分）", text) if text else ""
    return (
        f'<p class="counted" role="status">由 {found.reports} 份“{escaped(found.genre)}”归纳，按报告中的先后排列。</p>'
        f'<p class="acts">{copy}</p><ul class="skeleton">{items}</ul>'
    )


def _heading(one: OutlineHeading, reports: int) -> str:
    name = (
        escaped(one_line(one.heading))
        if one.heading
        else f"（{ROLE_NAMES[one.role]}，通常不设标题）"
    )
    share = one.reports / reports if reports else 0.0
    usual = badge("常设", "good") if one.typical else badge("少数报告有")
    role = badge(ROLE_NAMES[one.role], "role") if one.level == 1 else ""
    variants = ""
    if one.variants:
        listed = "".join(f"<li>{escaped(one_line(variant))}</li>" for variant in one.variants)
        variants = f"<details><summary>其他写法 {len(one.variants)} 种</summary><ul>{listed}</ul></details>"
    example = act_button(
        "看实例",
        "read",
        place_key(one.example),
        style="small",
        described=f"看 {one_line(one.heading)} 的实例",
    )
    return (
        f'<li class="level-{min(one.level, 2)}"><div class="heading-line"><span class="name">{name}</span>{role}{usual}</div>'
        f'<div class="share"><span class="bar-track" aria-hidden="true"><i class="bar" style="width:{share:.0%}"></i></span>'
        f"<small>{one.reports}/{reports} 份</small>{example}</div>{variants}</li>"
    )


def check_html(found: DraftCheck) -> str:
    """What a draft lacks first, then its own headings and the whole outline."""
    title = escaped(shortened(one_line(found.title), 80))
    compared = f"与库中 {found.outline.reports} 份“{escaped(found.outline.genre)}”相比"
    if found.missing:
        head = notice(
            f"草稿《{one_line(found.title).strip('《》')}》缺 {len(found.missing)} 个常设部分",
            "bad",
        )
        items = "".join(_missing(one, found.outline.reports) for one in found.missing)
        lacking = f'<p class="counted">{compared}：</p><ul class="skeleton missing">{items}</ul>'
    else:
        head = notice("没有缺少常设部分。", "good")
        lacking = f'<p class="counted">{title} {compared}，半数以上报告都有的部分都有了。</p>'
    own = "".join(f"<li>{escaped(one_line(heading))}</li>" for heading in found.headings)
    headings = (
        f"<details><summary>草稿中识别出的标题 {len(found.headings)} 个</summary><ul class='plain'>{own}</ul></details>"
        if own
        else notice("草稿里没有识别出标题，请检查序号（一、（一）1.）是否在行首。")
    )
    whole = f"<details><summary>同类报告的提纲</summary>{outline_html(found.outline)}</details>"
    return f'<div class="draft-check">{head}{lacking}{headings}{whole}</div>'


def _missing(one: MissingHeading, reports: int) -> str:
    said = "正文提到了，但没有单设标题" if one.in_text else "正文也没有提到"
    return _heading(one.heading, reports).replace(
        '<div class="share">', f'<p class="hint">{said}</p><div class="share">', 1
    )
