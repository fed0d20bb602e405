"""Forecasts of a dyad in sentences that an analyst could sign, with what is usual, what moved them and past scores."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from comity.model import Forecast, Prospect, Target
from comity.presentation.chances import acts_noun, band_text, forecast_chance, skill_text
from comity.presentation.names import state_name
from comity.presentation.periods import period_text
from comity.presentation.relation_acts import Cited, acts_text
from comity.presentation.relation_parts import last_turn_text
from comity.presentation.terminal import render_text
from comity.presentation.values import Brief, Line, Section
from comity.presentation.verbs import verb_for
from comity.presentation.wording import count_text, day_text, listing, number_text, sentence

_TITLES: dict[Target, str] = {
    "conflict": "Conflict",
    "cooperation": "Cooperation",
    "material conflict": "Material conflict",
    "level falls": "The level",
}
# What recent acts are counted over, and what a usual stretch of that length is taken from.
_RECENT = 3
_MOST_NEXT = 5


def forecast_text(prospect: Prospect, *, width: int, colour: bool) -> str:
    """Give forecasts as text of `width` columns, with marks like [1] of the acts listed at the end."""
    return render_text(build_forecast(prospect), width=width, colour=colour)


def build_forecast(prospect: Prospect) -> Brief:
    """Give forecasts in the form of a brief, so that every rendering of a brief draws them."""
    cited = Cited()
    targets = [
        _target(prospect, tuple(each), cited) for _, each in groupby(prospect.forecasts, key=lambda each: each.target)
    ]
    sections = (*targets, _following(prospect), _rests_on(prospect), cited.section())
    return Brief(
        dyad=prospect.dyad,
        title=_title(prospect),
        head=_head(prospect),
        sections=tuple(section for section in sections if section.lines),
        sources=cited.sources,
        timeline=(),
        kind="forecast",
    )


def _title(prospect: Prospect) -> str:
    parts = (prospect.direction or prospect.dyad).split(">" if prospect.direction else "-", 1)
    title = (" towards " if prospect.direction else " and ").join(state_name(code) for code in parts)
    return f"{title[0].upper()}{title[1:]}: what to expect"


def _head(prospect: Prospect) -> str:
    issued = sorted({each.issued[:10] for each in prospect.forecasts})
    when = " and ".join(day_text(day) for day in issued)
    return sentence(f"forecasts of {when}, from the acts that {prospect.coder} tells up to {day_text(prospect.until)}")


def _target(prospect: Prospect, forecasts: Sequence[Forecast], cited: Cited) -> Section:
    """The months ahead of one target, alike ones in one line, and below them why, and how such forecasts did."""
    lines = []
    for _, alike in groupby(forecasts, key=lambda each: (forecast_chance(each), band_text(each))):
        group = tuple(alike)
        months = listing([period_text(each.start, "month") for each in group], most=len(group))
        lines.append(Line(sentence(f"{months} – {forecast_chance(group[0])}")))
        if band_text(group[0]):
            lines.append(Line(sentence(f"{band_text(group[0])}{_usual_band(prospect, group[0].target)}"), sub=True))
    first = forecasts[0]
    # What is usual was moved by nothing.
    if first.model != "base-rate" and _recent(prospect, first.target) is not None:
        lines.append(_moved(prospect, first, cited))
    for told in dict.fromkeys(_scored(each) for each in forecasts):
        lines.append(Line(sentence(told)))
    return Section(f"forecast-{first.target.replace(' ', '-')}", _TITLES[first.target], tuple(lines))


def _scored(forecast: Forecast) -> str:
    past = forecast.past_skill
    told = skill_text(past, forecast.target, forecast.horizon) if past else ""
    return "; ".join(part for part in (told, forecast.note) if part) or "no past score is known"


# Of fewer months "four in five" says nothing.
_LEAST_MONTHS = 12


def _usual_band(prospect: Prospect, target: Target) -> str:
    """What the same share of past months brought."""
    known = sorted(month.acts[target] for month in prospect.history if month.acts is not None)
    if len(known) < _LEAST_MONTHS:
        return ""
    low, high = (known[min(int(share * len(known)), len(known) - 1)] for share in (0.1, 0.9))
    least = number_text(low) if low else "none"
    usual = least if low == high else f"{least} to {number_text(high)}"
    return f"; four in five of {len(known)} past months brought {usual}"


def _recent(prospect: Prospect, target: Target) -> tuple[int, float] | None:
    """The acts of the last months, and how many so many months usually bring; null where nothing is known."""
    known = [month.acts for month in prospect.history if month.acts is not None]
    last = [month.acts for month in prospect.history[-_RECENT:] if month.acts is not None]
    if not known or not last or target == "level falls":
        return (0, 0.0) if target == "level falls" and target in prospect.drivers else None
    return sum(acts[target] for acts in last), len(last) * sum(acts[target] for acts in known) / len(known)


def _moved(prospect: Prospect, forecast: Forecast, cited: Cited) -> Line:
    """What the last months brought beside what is usual, and the weightiest acts of those that pulled the same way."""
    target, recent = forecast.target, _recent(prospect, forecast.target)
    acts = prospect.drivers.get(target, ())
    months = f"in the last {count_text(min(_RECENT, len(prospect.history)), 'month')}"
    parts = []
    if target != "level falls" and recent is not None:
        count, usual = recent
        were = "was" if count == 1 else "were"
        parts.append(
            f"{months} there {were} {acts_noun(target, count)}, where so many months usually bring {_about(usual)}"
        )
    if acts:
        which = "the weightiest acts that pulled this way" + ("" if parts else f" {months}")
        parts.append(f"{which}: {acts_text(acts)}")
    elif target in prospect.drivers:
        parts.append(f"no act pulled this way{'' if parts else f' {months}'}")
    return Line(sentence(". ".join(sentence(part).rstrip(".") for part in parts)), sources=cited.cite(acts))


def _about(value: float) -> str:
    if value < 0.05:
        return "hardly one"
    return f"about {number_text(round(value))}" if value >= 1.5 else f"{value:.1f}"


def _following(prospect: Prospect) -> Section:
    """The commonest kinds of act of late, and where the other stands among all to whom they may next be done."""
    lines = []
    for each in prospect.following[:_MOST_NEXT]:
        head, _, rest = verb_for(each.type, None).towards.partition(" ")
        other = state_name(each.recipient)
        done = f"{head.split('/')[0]} {rest}".replace("{r}", other).replace("{p}", f"people of {other}")
        often = f"of late {each.rate:.1f} a month" if each.rate >= 0.1 else "of late less than one in ten months"
        place = "" if each.place is None else f"; as the one to whom this is done next, {other} is ranked " \
            f"{each.place} of {each.of}"  # fmt: skip
        lines.append(Line(sentence(f"{state_name(each.actor)} to {done} ({each.type}): {often}{place}")))
    return Section("following", "Acts that are likeliest next", tuple(lines))


def _rests_on(prospect: Prospect) -> Section:
    """The last turn, the data, and what the words mean."""
    covered = sum(month.acts is not None for month in prospect.history)
    models = listing(list(dict.fromkeys(each.model for each in prospect.forecasts)), most=4)
    licence = f" ({prospect.licence})" if prospect.licence else ""
    said = [
        last_turn_text(prospect.turned, "month") if prospect.turned else "",
        f"counted are the acts that {prospect.coder}{licence} tells of {count_text(covered, 'covered month')},"
        f" {day_text(prospect.since)} to {day_text(prospect.until)}; the model is {models}",
        *_meanings({each.target for each in prospect.forecasts}),
        *prospect.notes,
        f"frozen in the record as {listing(prospect.frozen, most=len(prospect.frozen))}" if prospect.frozen else "",
    ]
    return Section("rests-on", "What this rests on", tuple(Line(sentence(text)) for text in said if text))


def _meanings(targets: Iterable[Target]) -> list[str]:
    wanted = set(targets)
    said = []
    if wanted - {"level falls"}:
        said.append("a conflictual (cooperative) month brings at least one such act, by whichever side is asked for")
    if "level falls" in wanted:
        balance = "the balance of cooperative and conflictual acts of the month"
        said.append(f"the level falls when {balance} lies below that of the twelve months before")
    said.append("the words for likelihood are those of ICD 203; acts that pulled this way need not have caused it")
    return said
