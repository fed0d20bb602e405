"""What pages of single things say of a row: the codebook's word for each code, how sure it is, and its sentences."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity import codebook
from comity.model import Coding
from comity.presentation.web.marking import Excerpt, Mark, excerpts
from comity.presentation.web.showing import shown
from comity.presentation.wording import confidence_text

STATUS = {
    "occurred": "told as something that took place",
    "ongoing": "told as something that lasts",
    "planned": "announced or scheduled, not done",
    "conditional": "said to depend on something else",
    "demanded": "asked for by somebody, not done",
    "denied": "refused, not done, or said not to be so",
}
QUAD = {
    "verbal cooperation": "words that bring the sides nearer: talks, agreements, praise, concessions",
    "material cooperation": "deeds that help the other side: aid, joint work, withdrawals, releases",
    "verbal conflict": "words against the other side: demands, accusations, refusals, threats",
    "material conflict": "deeds against the other side: protest, sanctions, force",
}


def codes(row: Mapping[str, Any]) -> list[dict[str, str]]:
    """Give each code of an act with what the codebook says of it: `what` it is, the `code`, its `words`."""
    kind, mode, cameo = row["type"], row.get("mode"), row.get("cameo")
    found = []
    types, modes = codebook.event_types(), codebook.modes()
    if kind in types:
        found.append(_code("type", kind, types[kind].gloss))
    if mode:
        own = modes.get((kind, mode))
        name = codebook.cameo_codes()[own.cameo].name if own and own.cameo in codebook.cameo_codes() else ""
        found.append(_code("mode", mode, f"a way of {kind}" + (f"; nearest in CAMEO: {name.lower()}" if name else "")))
    if row.get("quad"):
        found.append(_code("quad class", row["quad"], QUAD.get(row["quad"], "")))
    found.append(_code("status", row["status"], STATUS.get(row["status"], "")) if row.get("status") else
                 _code("status", "not told", "the source does not say whether it took place"))  # fmt: skip
    if row.get("intensity") is not None:
        scale = "on PLOVER’s scale from -10 (violence) to 10 (material help)"
        found.append(_code("intensity", f"{row['intensity']:+g}", scale))
    if cameo:
        known = codebook.cameo_codes().get(cameo)
        words = f"{known.name}; Goldstein score {known.goldstein:+g}" if known else "no code of the CAMEO table"
        found.append(_code("CAMEO", cameo, words))
    found += [_code("context", each, "what the act is about, as PLOVER sorts it") for each in row.get("contexts", ())]
    for issue in row.get("issues", ()):
        known_issue = codebook.issues().get(issue)
        found.append(_code("issue", issue, known_issue.name if known_issue else ""))
    return found


def _code(what: str, code: str, words: str) -> dict[str, str]:
    return {"what": what, "code": code, "words": words}


def sure(value: float | None) -> str:
    """Give how sure a row is: "high (0.91)"; a row of another coder may have no such number."""
    return "not given" if value is None else confidence_text(value)


def days(when: Mapping[str, Any] | None) -> str:
    """Give what a date of a row rests on: its precision, and the words that told it."""
    if when is None:
        return "no words tell it"
    told = f"told by the words “{shown(when['text'], 80)}”" if when["text"] else "told without words of its own"
    return f"known to the {when['precision']}; {told}" if when["precision"] != "none" else told


def sentences(coding: Coding, row: Mapping[str, Any]) -> tuple[Excerpt, ...]:
    """Give the paragraphs of a report that a row rests on, with its sentence, its act and who acts marked."""
    text = coding.report.text
    spans = [span for span in row.get("evidence", ()) if _holds(text, span)]
    marks = [Mark(span["start"], span["end"], "evidence", row=row["id"]) for span in spans]
    trigger = row.get("trigger")
    if trigger and _holds(text, trigger):
        marks.append(Mark(trigger["start"], trigger["end"], "trigger", title="the words of the act"))
    for name in ("condition", "outcome"):
        if isinstance(row.get(name), dict) and _holds(text, row[name]):
            marks.append(Mark(row[name]["start"], row[name]["end"], "trigger", title=name))
    marks += _who(coding, row, spans)
    return excerpts(text, marks)


def _who(coding: Coding, row: Mapping[str, Any], spans: Sequence[Mapping[str, Any]]) -> Iterable[Mark]:
    """Where the sentences name those whom the row names, each place once."""
    roles: dict[str, str] = {}
    for name in ("actors", "recipients", "parties", "to", "speaker", "addressees", "about", "actor", "by"):
        held = row.get(name)
        for ref in held if isinstance(held, list | tuple) else [held]:
            if isinstance(ref, dict) and ref["id"]:
                roles.setdefault(ref["id"], name)
    for actor in coding.actors:
        if actor.id in roles:
            for mention in actor.mentions:
                if any(span["start"] <= mention.start and mention.end <= span["end"] for span in spans):
                    yield Mark(mention.start, mention.end, "who", title=f"{roles[actor.id]}: {shown(actor.name, 60)}")


def _holds(text: str, span: Mapping[str, Any]) -> bool:
    """Whether a span is of this text; a corrected row may rest on another version."""
    start, end = span["start"], span["end"]
    return bool(0 <= start < end <= len(text) and text[start:end] == span["text"])


def value_words(value: Any) -> str:
    """Give a value on which reports differ in a few words."""
    if isinstance(value, float):
        return f"{value:,g}"
    return "not told" if value is None else shown(str(value), 200)


def issue(code: str) -> str:
    """Give an issue by its name, else by its code."""
    known = codebook.issues().get(code)
    return known.name if known else code
