"""Measures the gate: ``python -m tests.assistant.prose.measure FOLDER --half 0 --answers 1000``."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from assistant.prose.check import check_sentence
from assistant.prose.known import known_of
from assistant.prose.sentences import SentenceStream
from assistant.prose.types import Known, Verdict
from assistant.types import Answer, AnswerScope
from tests.assistant.prose.planted import Line, Made, Pool, make_answers
from tests.assistant.prose.texts import Text, read_texts


@dataclass(kw_only=True)
class Tally:
    """How many sentences of each kind were written, and how many of them were kept off."""

    written: Counter[str] = field(default_factory=Counter)
    stopped: Counter[str] = field(default_factory=Counter)
    judged: list[tuple[Line, Made, list[Verdict]]] = field(default_factory=list)

    def share(self, *kinds: str) -> float:
        """Part of the sentences of these kinds that was kept off the page."""
        return sum(self.stopped[k] for k in kinds) / max(1, sum(self.written[k] for k in kinds))

    def table(self) -> str:
        """A Markdown table by kind; the true sentences come last."""
        rows = ["| kind | sentences | kept off | share |", "| --- | --- | --- | --- |"]
        for kind in sorted(self.written, key=lambda k: (k == "", k)):
            name = kind or "true"
            rows.append(
                f"| {name} | {self.written[kind]} | {self.stopped[kind]} | {self.share(kind):.1%} |"
            )
        return "\n".join(rows)


def vouched(texts: Iterable[Text]) -> Known:
    """What the gate knows when nothing was asked in particular."""
    answer = Answer(
        question="", resolved="", status="answered", kind="lookup", scope=AnswerScope(), answer=""
    )
    return known_of(answer, [text.entry for text in texts])


def judge(line: Line, made: Made, known: Known) -> list[Verdict]:
    """What the gate says of one line, read as a stream of small pieces."""
    stream = SentenceStream()
    found = [s for at in range(0, len(line.text), 5) for s in stream.feed(line.text[at : at + 5])]
    return [check_sentence(one, made.evidence, known) for one in found + stream.end()]


def measure(texts: list[Text], answers: int, seed: int) -> Tally:
    """Makes answers over the texts and counts what the gate keeps off."""
    tally, known = Tally(), vouched(texts)
    for made in make_answers(Pool(texts), answers, seed):
        for line in made.lines:
            verdicts = judge(line, made, known)
            tally.written[line.kind] += 1
            tally.stopped[line.kind] += not all(verdict.kept for verdict in verdicts)
            tally.judged.append((line, made, verdicts))
    return tally


def _show(tally: Tally, wrong_only: bool, limit: int) -> None:
    shown: Counter[str] = Counter()
    for line, made, verdicts in tally.judged:
        kept = all(verdict.kept for verdict in verdicts)
        if (wrong_only and kept == (line.kind == "")) or shown[line.kind] >= limit:
            continue
        shown[line.kind] += 1
        print(f"\n{line.kind or 'true'} {'kept' if kept else 'stopped'}: {line.text}")
        for verdict in verdicts:
            for fault in verdict.faults:
                print(f"   {fault.kind}: {fault.message}")
        for number, citation in made.evidence.items():
            if f"[{number}]" in line.text:
                print(f"   [{number}] {citation.title} / {citation.section}: {citation.quote}")


def main() -> None:
    """Prints the table by kind."""
    parser = argparse.ArgumentParser(description="how well the gate tells true from false")
    parser.add_argument("folder", type=Path, help="report texts (*.txt)")
    parser.add_argument("--half", type=int, choices=(0, 1), help="1: the half kept aside")
    parser.add_argument("--answers", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--show", type=int, default=0, help="so many wrong verdicts of each kind")
    parser.add_argument("--read", type=int, default=0, help="so many sentences of each kind")
    options = parser.parse_args()
    tally = measure(read_texts(options.folder, half=options.half), options.answers, options.seed)
    _show(tally, True, options.show) if options.show else None
    _show(tally, False, options.read) if options.read else None
    print(tally.table())


if __name__ == "__main__":
    main()
