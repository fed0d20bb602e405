"""Who said what, against passages coded by hand: the speakers of the statements that the front door gives."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import comity
from comity.model import Coding, Statement

GOLD = Path(__file__).parents[1] / "gold" / "quotes.jsonl"

RIGHT = 0.92  # quotes with the right speaker, or rightly none
INVENTED = 2  # statements made of a term, a title or a name

_NO_HEAD = {"of", "in", "at", "by", "for", "from", "on"}


@cache
def rows() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


@cache
def codings() -> dict[str, Coding]:
    return {row["id"]: comity.code_text(row["text"], published=row["published"], id=row["id"]) for row in rows()}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def head_of(speaker: str) -> str:
    """The last word of a speaker before a preposition: "spokesman" of "a spokesman for the palace"."""
    found = words(re.sub(r"[’']s\b", "", speaker))
    stop = next((at for at, word in enumerate(found) if word in _NO_HEAD and at), len(found))
    return found[stop - 1]


def holds(statement: Statement, quote: str) -> bool:
    told, wanted = " ".join(words(statement.quote)), " ".join(words(quote))
    return wanted in told or (not statement.direct and len(told) > 8 and told in wanted)


def same_speaker(coding: Coding, statement: Statement, speaker: str | None) -> bool:
    """The head word is shared, or the words of the gold speaker are a mention of the same actor."""
    ref = statement.speaker
    if ref is None or speaker is None:
        return ref is None and speaker is None
    if head_of(speaker) in words(f"{ref.text} {ref.name or ''}"):
        return True
    text = coding.report.text
    start = text.find(speaker)
    end = start + len(speaker)
    named = {a.id for a in coding.actors for m in a.mentions if m.start < end and start < m.end and m.end >= end - 1}
    return ref.id is not None and ref.id in named


def missed(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    coding = codings()[row["id"]]
    found = []
    for gold in row["quotes"]:
        told = [s for s in coding.statements if s.direct == gold["direct"] and holds(s, gold["quote"])]
        if not any(same_speaker(coding, statement, gold["speaker"]) for statement in told):
            got = [s.speaker and (s.speaker.text, s.speaker.id) for s in told] or "no statement"
            found.append((row["id"], row["text"], gold["quote"], gold["speaker"], got))
    return found


def invented(row: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Direct statements that no quote of the row holds or is held by."""
    gold = [" ".join(words(each["quote"])) for each in row["quotes"]]
    found = []
    for statement in codings()[row["id"]].statements:
        told = " ".join(words(statement.quote))
        if statement.direct and not any(each in told or told in each for each in gold):
            found.append((row["id"], row["text"], statement.quote))
    return found


def test_the_set_is_whole() -> None:
    assert len(rows()) >= 160
    for row in rows():
        for quote in row["quotes"]:
            assert quote["quote"] in row["text"]
            assert quote["speaker"] is None or quote["speaker"] in row["text"]


def test_speakers_are_right() -> None:
    total = sum(len(row["quotes"]) for row in rows())
    wrong = [miss for row in rows() for miss in missed(row)]
    assert total - len(wrong) >= RIGHT * total, f"{total - len(wrong)} of {total}\n" + "\n".join(map(str, wrong))


def test_terms_and_titles_are_no_statements() -> None:
    wrong = [each for row in rows() for each in invented(row)]
    assert len(wrong) <= INVENTED, "\n".join(map(str, wrong))


def test_evidence_is_the_reports_own_text() -> None:
    for coding in codings().values():
        for statement in coding.statements:
            assert all(coding.report.text[e.start : e.end] == e.text for e in statement.evidence)
