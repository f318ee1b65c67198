from __future__ import annotations

from pathlib import Path

import pytest

from assistant.prose.check import check_sentence
from assistant.prose.sentences import SentenceStream
from assistant.prose.types import Known, Verdict
from assistant.types import Citation
from tests.assistant.prose.evidence import evidence_of
from tests.assistant.prose.written import FALSE, LINES, QUESTION, QUOTES, TRUE

# Shown though false: each is named, so that a better gate shows itself here.
LET_THROUGH = frozenset(
    {
        "被申请行政复议纠错6件[86]。",
        "现场取证主要依靠移动执法终端[92]。",
    }
)
# Lost though true.
LOST = frozenset(
    {
        "两个部门都推行了不予处罚制度：市场监管局办理168件[85]，城管局涉及217件[95]。",
        "两地均开展了法治督察：望澜区发现并反馈问题93个，整改率95.7%[70]；桐湾县发现问题127个，已整改完成121个[71]。",
    }
)


@pytest.fixture(scope="module")
def shown(samples: Path) -> tuple[dict[int, Citation], Known]:
    return evidence_of(samples, QUOTES, question=QUESTION, lines=LINES)


def verdicts(text: str, shown: tuple[dict[int, Citation], Known]) -> list[Verdict]:
    evidence, known = shown
    stream = SentenceStream()
    return [check_sentence(one, evidence, known) for one in stream.feed(text) + stream.end()]


@pytest.mark.parametrize("text", TRUE.strip().splitlines())
def test_a_true_sentence_is_kept(text: str, shown: tuple[dict[int, Citation], Known]) -> None:
    faults = [fault for verdict in verdicts(text, shown) for fault in verdict.faults]
    assert bool(faults) == (text in LOST), faults


@pytest.mark.parametrize("line", FALSE.strip().splitlines())
def test_a_false_sentence_is_kept_off(line: str, shown: tuple[dict[int, Citation], Known]) -> None:
    text = line.partition(" | ")[2]
    kept = all(verdict.kept for verdict in verdicts(text, shown))
    assert kept == (text in LET_THROUGH)
