"""A what-if in plain sentences: what is assumed, what follows, by how much, and what it rests on."""

from collections.abc import Iterator, Sequence

from comity.model import Band, Conditional, Effect, Odds, Precedent, WhatIf, WhatIfRow
from comity.presentation.names import state_name
from comity.presentation.relation_level import band_text, signed
from comity.presentation.terminal import render_text
from comity.presentation.values import Brief, Line, Section
from comity.presentation.wording import count_text, day_text, direction_text, sentence

# Precedents that are listed of the dyad, and of others: the rows have all of them.
_OWN, _OTHERS = 8, 3
# Months after the first intervention that the text tells.
_TOLD = (0, 2, 5, 11, 17, 23)
_LONGEST = 150


def whatif_text(found: WhatIf, *, width: int, colour: bool) -> str:
    """Give a what-if as text of `width` columns."""
    return render_text(build_whatif(found), width=width, colour=colour)


def build_whatif(found: WhatIf) -> Brief:
    """Give a what-if in the form of a brief, so that every rendering of a brief draws it."""
    asked = found.scenario
    count = len(asked.interventions)
    sections = (
        Section("assumed", "What is assumed", tuple(_assumed(found, count))),
        Section("follows", "What follows", tuple(_follows(found))),
        Section("effects", "By how much, and what that rests on", tuple(_effects(found.effects))),
        *(_precedents(each) for each in found.effects),
        Section("odds", "What goes on of itself", tuple(_odds(found.odds)), empty="No leader or pledge is known."),
        Section("unknown", "What the engine can't know", tuple(Line(sentence(each)) for each in found.unknown)),
    )
    both = " and ".join(state_name(code) for code in asked.dyad.split("-"))
    return Brief(
        dyad=asked.dyad,
        title=f"What if: {asked.title}",
        head=sentence(
            f"{both}, {day_text(found.since)} to {day_text(found.until)}: {count_text(asked.months, 'month')}"
        ),
        sections=sections,
        sources=(),
        timeline=(),
        kind="what-if",
    )


def _assumed(found: WhatIf, count: int) -> Iterator[Line]:
    for at, text in enumerate(found.assumptions):
        day, _, rest = text.partition(": ")
        if at < count and len(day) == 10:
            yield Line(sentence(f"on {day_text(day)}: {rest}"))
            if found.scenario.interventions[at].note:
                yield Line(sentence(f"note: {found.scenario.interventions[at].note}"), sub=True)
        else:
            yield Line(sentence(text), sub=True)


def _follows(found: WhatIf) -> Iterator[Line]:
    begin = min(each.date for each in found.scenario.interventions)
    after = [row for row in found.rows if row.end >= begin]
    clear = [row for row in after if row.difference.low > 0 or row.difference.high < 0]
    if clear:
        up = sum(row.difference.low > 0 for row in clear)
        ways = [f"higher in {up}" if up else "", f"lower in {len(clear) - up}" if len(clear) > up else ""]
        told = f"the level is clearly {' and '.join(filter(None, ways))} of {count_text(len(after), 'month')}"
    else:
        told = f"no difference of the level can be told from none in any of {count_text(len(after), 'month')}"
    yield Line(sentence(told))
    for row in (after[at] for at in _TOLD if at < len(after)):
        yield Line(sentence(_month(row)), sub=True)
    weak = {row.note for row in after if row.note and row.note.startswith("prior only")}
    for note in sorted(weak):
        yield Line(sentence(f"{note}: the band is what is held before any evidence"))


def _month(row: WhatIfRow) -> str:
    month = day_text(row.start).partition(" ")[2]
    return (
        f"{month}: level {signed(row.baseline.mean)} without ({_band(row.baseline)}), {signed(row.scenario.mean)} with "
        f"({_band(row.scenario)}); difference {signed(row.difference.mean)} ({_band(row.difference)})"
    )


def _band(band: Band) -> str:
    return band_text(band.low, band.high)


def _effects(effects: Sequence[Effect]) -> Iterator[Line]:
    for each in effects:
        first = each.stretches[0]
        yield Line(
            sentence(
                f"{each.name}: in the three months from then on cooperation {_times(first.cooperation)} and conflict "
                f"{_times(first.conflict)}"
            ),
            told=each.footing,
        )
        for stretch in each.stretches[1:]:
            yield Line(
                sentence(
                    f"months {stretch.first + 1} to {stretch.last + 1}: cooperation {_times(stretch.cooperation)}, "
                    f"conflict {_times(stretch.conflict)}"
                ),
                sub=True,
            )
        yield Line(sentence(_rests(each)), sub=True)
        for note in each.notes:
            yield Line(sentence(note), sub=True)


def _times(band: Band) -> str:
    """A factor with its 90% band; what holds 1 can't be told from no change."""
    return f"×{band.mean:.2f} (×{band.low:.2f} to ×{band.high:.2f})"


def _rests(each: Effect) -> str:
    if not each.used:
        return f"{each.footing}: no precedent on record could be compared"
    return (
        f"{each.footing}: {count_text(each.used, 'month')} with a precedent in {count_text(each.dyads, 'dyad')}, "
        f"{each.own:,} of them in this one, against {count_text(each.placebos, 'placebo month')}"
    )


def _precedents(effect: Effect) -> Section:
    own = [row for row in effect.precedents if row.own]
    others = [row for row in effect.precedents if not row.own]
    lines = [Line(_precedent(row), date=day_text(row.date)) for row in own[:_OWN]]
    lines += [Line(_precedent(row), date=day_text(row.date)) for row in others[:_OTHERS]]
    left = len(effect.precedents) - len(lines)
    if left > 0:
        lines.append(Line(sentence(f"{left:,} more: --precedents gives every one")))
    title = f"Precedents of {effect.name}"
    return Section(f"precedents-{effect.input}", title, tuple(lines), empty="None is on record.")


def _precedent(row: Precedent) -> str:
    words = row.text if len(row.text) <= _LONGEST else row.text[: _LONGEST - 1] + "…"
    who = "" if row.own else f"{row.dyad}, "
    if row.act is not None and row.act.coder != "chronicle" and not row.own:
        who += f"{row.act.actor} towards {row.act.recipient}, "
    after = row.reason or _answer(row)
    return sentence(f"“{words}” ({who}{row.source or 'source unknown'}); {after}")


def _answer(row: Precedent) -> str:
    if row.cooperation is None or row.conflict is None:
        return "what followed is not known"
    import math

    return f"then cooperation ×{math.exp(row.cooperation):.1f}, conflict ×{math.exp(row.conflict):.1f}"


def _odds(odds: Sequence[Odds]) -> Iterator[Line]:
    alike: dict[tuple[object, ...], list[Odds]] = {}
    for each in odds:
        key = (each.kind, each.baseline, each.scenario, each.low, each.high, each.rests_on)
        alike.setdefault(key if each.kind != "leader" else (*key, each.what), []).append(each)
    for group in alike.values():
        each = group[0]
        which = "leader" if each.kind == "leader" else each.kind.removeprefix("pledge ")
        lead = {"leader": each.what, "broken": "openly broken", "kept": "kept when due"}[which]
        if len(group) > 1:
            lead = f"each of {count_text(len(group), 'open pledge')} is {lead}"
        elif which != "leader":
            lead = f"one open pledge is {lead}"
        moved = (
            f"{each.baseline:.0%} without, {each.scenario:.0%} with"
            if f"{each.baseline:.2f}" != f"{each.scenario:.2f}"
            else f"{each.baseline:.0%} with and without"
        )
        yield Line(sentence(f"{lead}: {moved} ({each.low:.0%} to {each.high:.0%}); by {each.rests_on}"))
        if which != "leader":
            for pledge in group[:_OWN]:
                yield Line(sentence(f"{pledge.what} ({pledge.id})"), sub=True)
            if len(group) > _OWN:
                yield Line(sentence(f"{len(group) - _OWN} more: `comity pledges --status open` lists them"), sub=True)


def scenarios_text(found: Sequence[Conditional], dyad: str, *, width: int, colour: bool) -> str:
    """Give the conditionals that reports state as text: who said it, and what it would run as."""
    lines: list[Line] = []
    for each in found:
        lines.append(Line(sentence(f"if {each.condition}: {each.outcome}"), told=direction_text(each.direction)))
        lines.append(Line(sentence(_who(each)), sub=True))
        lines.append(Line(sentence(_runs_as(each)), sub=True))
    both = " and ".join(state_name(code) for code in dyad.split("-"))
    brief = Brief(
        dyad=dyad,
        title=f"What reports say would follow: {both}",
        head=sentence(f"{count_text(len(found), 'conditional')} in the reports of the record"),
        sections=(
            Section("conditionals", "If ...", tuple(lines)),
            Section("run", "To run one", (Line(_TO_RUN),)),
        ),
        sources=(),
        timeline=(),
        kind="scenarios",
    )
    return render_text(brief, width=width, colour=colour)


_TO_RUN = (
    "`comity whatif --from DYAD --write DIR` writes a scenario file for each, under its id; edit its date and input, "
    "then `comity whatif FILE`."
)


def _runs_as(each: Conditional) -> str:
    if each.reason:
        return f"as a scenario ({each.id}) it runs as `{each.input}`: {each.reason}"
    return f"as a scenario ({each.id}) it runs as `{each.input}`"


def _who(each: Conditional) -> str:
    who = "the report's author" if each.by == "author" else each.by
    when = day_text(each.published[:10]) if each.published else "undated"
    hedge = f", hedged by “{each.hedge}”" if each.hedge else ", without a hedge"
    return f"said by {who}{hedge} ({each.outlet or 'unknown outlet'}, {when}, {each.report})"
