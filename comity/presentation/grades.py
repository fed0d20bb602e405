"""What became of frozen forecasts, in words: the scores of those that have come about, and those still open."""

from collections.abc import Sequence
from itertools import groupby

from comity.model import Grade
from comity.presentation.chances import acts_noun, chance_text
from comity.presentation.periods import period_text
from comity.presentation.terminal import render_text
from comity.presentation.values import Brief, Line, Section
from comity.presentation.wording import count_text, day_text, number_text, sentence

# A share of fewer forecasts is told as a count only.
_ENOUGH = 10


def grades_text(grades: Sequence[Grade], *, width: int, colour: bool) -> str:
    """Give grades as text of `width` columns."""
    return render_text(build_grades(grades), width=width, colour=colour)


def build_grades(grades: Sequence[Grade]) -> Brief:
    """Give grades in the form of a brief: a summary, then each forecast that was graded, is open or is void."""
    done = [each for each in grades if each.status == "graded"]
    waiting = [each for each in grades if each.status == "open"]
    void = [each for each in grades if each.status == "void"]
    told = (("graded", "How they did", done), ("open", "Still open", waiting), ("void", "Not to be graded", void))
    sections = [Section("summary", "In short", tuple(Line(sentence(text)) for text in _summary(grades)))]
    sections += [Section(key, title, tuple(Line(sentence(_line(each))) for each in rows)) for key, title, rows in told]
    return Brief(
        dyad=None,
        title="Forecasts held against what came",
        head=sentence(f"{count_text(len(grades), 'frozen forecast')}: {len(done)} graded, {len(waiting)} open"),
        sections=tuple(section for section in sections if section.lines),
        sources=(),
        timeline=(),
        kind="forecast",
    )


def _summary(grades: Sequence[Grade]) -> list[str]:
    done = [each for each in grades if each.status == "graded"]
    if not grades:
        return ["no forecast is frozen in this record; `comity forecast DYAD --issue` freezes one"]
    if not done:
        return ["none has come about yet: the data reach no month that was forecast"]
    said = []
    ordered = sorted(done, key=lambda each: (each.model, each.target))
    for (model, target), found in groupby(ordered, key=lambda each: (each.model, each.target)):
        rows = list(found)
        said.append(f"{target}, {model}, {count_text(len(rows), 'forecast')}: {_scores(rows)}")
    late = sum(each.late for each in done)
    if late:
        were = "was" if late == 1 else "were"
        known = "before the record's data told of it: by then it may have been known elsewhere"
        said.append(f"{number_text(late)} of the {len(done)} {were} issued when the month was over, {known}")
    brier = "the Brier score is the squared distance of the stated probability from what came"
    said.append(f"{brier}, the CRPS that of the whole forecast from the count, in acts; of all scores less is better")
    return said


def _scores(rows: Sequence[Grade]) -> str:
    own, usual = _mean([each.brier for each in rows]), _mean([each.brier_usual for each in rows])
    way = "better than" if own < usual - 1e-9 else "worse than" if own > usual + 1e-9 else "as good as"
    parts = [f"Brier score {own:.3f}, {way} the base rate's {usual:.3f}"]
    parts.append(f"log score {_mean([each.log_score for each in rows]):.2f} nats")
    within = [each.inside80 for each in rows if each.inside80 is not None]
    if within:
        parts.append(f"CRPS {_mean([each.crps for each in rows]):.2f} acts")
        share = f" ({sum(within) / len(within):.0%})" if len(within) >= _ENOUGH else ""
        parts.append(f"{sum(within)} of {len(within)}{share} inside the 80% band")
    if len(rows) < _ENOUGH:
        parts.append("too few to judge a model by")
    return "; ".join(parts)


def _mean(values: Sequence[float | None]) -> float:
    known = [value for value in values if value is not None]
    return sum(known) / max(len(known), 1)


def _line(each: Grade) -> str:
    head = f"{each.direction or each.dyad}, {each.target}, {period_text(each.start, 'month')}"
    asked = "" if each.target == "level falls" else " of any such act"
    made = f"{chance_text(each.probability_any)}{asked}, by {each.model} for {each.who} on {day_text(each.issued[:10])}"
    late = ", when the month was over" if each.late else ""
    if each.status != "graded":
        return f"{head}: {made}{late}; {each.note or each.status}; {each.id}"
    if each.target == "level falls":
        came = "it fell" if each.came else "it did not fall"
    else:
        inside = "inside" if each.inside80 else "outside"
        came = f"there came {acts_noun(each.target, each.came or 0)}, {inside} the 80% band"
    scores = f"Brier score {each.brier:.3f}, log score {each.log_score:.2f} nats"
    return f"{head}: {came}; the forecast was {made}{late}; {scores}; {each.id}"
