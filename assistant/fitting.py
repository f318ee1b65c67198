"""Sentences that can hold the kind of answer wanted: no name, no answer to 叫什么."""

from __future__ import annotations

import re

from assistant.findings import Finding
from assistant.topic import Topic

_LOOKS_LIKE = {
    "date": r"[0-9〇一二三四五六七八九十]+\s*[年月日]",
    "place": r"[市区县镇乡村街路校园场馆院厂所站楼社]|学校|中学|小学|大学|广场|社区|基地|中心",
    "person": r"(?:员|师|警|顾问|法官|干部|代表|专家|教授|负责人|书记|主任|局长)[，、。等来]|[\u4e00-\u9fff]{2,4}(?:律师|同志|院士|博士|医生|主任|书记|局长|区长|市长|县长|镇长|老师|教授|法官)|(?:书记|主任|局长|区长|市长|省长|县长|主席|总理|律师)\s?[\u4e00-\u9fff]{2,4}(?=[，。、的作为等\s]|$)",
}


# Named in every report, and never who is asked for.
_LEADERS = re.compile(r"习近平(?:总书记|主席)?|总书记|党中央")


def fitting(topic: Topic, found: list[Finding]) -> list[Finding]:
    """Those of the sentences that look like what is asked: a date, a place, a person."""
    pattern = _LOOKS_LIKE.get(topic.sort)
    if pattern is None:
        return found
    if topic.sort == "person" and "总书记" not in topic.question:
        return [f for f in found if re.search(pattern, _LEADERS.sub("", f.words))]
    return [f for f in found if re.search(pattern, f.words)]
