"""A measured relation in words: what its numbers allow to say, and not a word more."""

import re
from collections.abc import Callable

import msgspec
import pytest

from comity import codebook
from comity.model import Association, CoderShare, Interval, Relation, TurningPoint
from comity.presentation import build_relation, relation_text, render_markdown
from comity.presentation.charts import sparkline
from comity.presentation.periods import lasting_text, period_text, when_text
from comity.presentation.relation_acts import act_text, acts_text
from comity.presentation.relation_level import meaning, measured, rank_text, year_text
from comity.presentation.relation_parts import probability_text
from comity.presentation.relation_years import years_below

from . import told_relations as shapes
from .told_relations import DYAD, SHAPES, act, rows


def text(relation: Relation, width: int = 100) -> str:
    return relation_text(relation, width=width, colour=False)


def said(relation: Relation) -> str:
    """The text on one line, as somebody reads it aloud."""
    return " ".join(text(relation).split())


def lines(relation: Relation, key: str) -> list[str]:
    found = next((each for each in build_relation(relation).sections if each.key == key), None)
    return [] if found is None else [line.text for line in found.lines]


def rank(levels: list[float | None], *, half: float = 0.5, period: str = "month", direction: str | None = None) -> str:
    one = Relation(DYAD, direction, period, rows(levels, half=half, period=period, direction=direction))  # type: ignore[arg-type]
    return rank_text(one, measured(one))


def test_the_standing_comes_first_and_in_words() -> None:
    found = lines(shapes.rising(), "standing")
    assert found[0] == (
        "More cooperation than conflict: in June 2022 the relation between Chile and Peru stood at +3.6 "
        "(90% band +2.8 to +4.4) on the scale from −10, conflict, to +10, cooperation."
    )
    assert found[3:5] == [
        "This is the closest it has been since December 2015.",
        "A year before it stood at +0.5 (90% band −0.3 to +1.3): it is clearly higher now.",
    ]
    assert found[5] == (
        "It last turned up in March 2021, from −3.0 to +0.5; a turn at about that time is likely (71%). Driven most "
        "by this act: Chile and Peru reached an agreement (“signed a treaty that opens both coasts to each other's "
        "fleets”, 9 March 2021)."
    )
    assert found[6].startswith(
        "It last turned down in May 2018, from +1.5 to −3.0; a turn at about that time is very likely (93%)."
    )


def test_every_act_is_cited_with_day_words_and_source() -> None:
    brief = build_relation(shapes.rising())
    for line in (line for section in brief.sections for line in section.lines):
        if "“" in line.text and section_of(brief, line) != "sources":
            assert line.sources, line.text
    evidence = lines(shapes.rising(), "sources")
    assert evidence[1] == (
        "14 May 2018, Chile to Peru: SANCTION, “closed the port of Arica to Peruvian trawlers”. "
        "Example Wire · three reports · comity-rules.v1 · i-port"
    )
    assert evidence[3].endswith("“recalled its envoy from Santiago”. Source not told · icews · i-envoy")
    assert [source.number for source in brief.sources] == [1, 2, 3, 4]


def section_of(brief: object, line: object) -> str:
    return next(each.key for each in brief.sections if line in each.lines)  # type: ignore[attr-defined]


# The rule of "the closest since": X is the last period at least as high; all after it lie below the latest band,
# all but one at most.
@pytest.mark.parametrize(
    ("levels", "told"),
    [
        ([5, 1, 1, 1, 1, 1, 1, 3], "this is the closest it has been since January 2015"),
        ([3, 1, 1, 1, 1, 1, 1, 3], "this is the closest it has been since January 2015"),
        ([5, 1, 1, 1, 2.6, 1, 1, 3], "this is the closest it has been since January 2015"),
        ([5, 1, 1, 1, 1, 1, 2.6, 3], "this is the closest it has been since January 2015"),
        (
            [5, 1, 1, 1, None, 1, 1, 1, 3],
            "this is the closest it has been since January 2015, as far as that time is covered",
        ),
        ([1, 1, 1, 1, 1, 1, 1, 3], "this is the closest it has been in all the time covered, from January 2015 on"),
        ([-1, -5, -5, -5, -5, -5, -5, -2], "this is the least hostile it has been since January 2015"),
        ([-5, 1, 1, 1, 1, 1, 1, -3], "this is the most hostile it has been since January 2015"),
        ([1, 6, 6, 6, 6, 6, 6, 2], "this is the coolest it has been since January 2015"),
    ],
)
def test_a_rank_that_the_bands_allow(levels: list[float | None], told: str) -> None:
    assert rank(levels) == told


@pytest.mark.parametrize(
    ("levels", "told"),
    [
        # Two periods between lie in the band; the first one was above it.
        ([5, 1, 1, 1, 1, 1, 1, 1, 2.6, 2.8, 3], "it has been at about this level since September 2015"),
        (
            [3.2, 1, 1, 1, 1, 1, 1, 2.6, 2.8, 3],
            "it has been at about this level since August 2015, about as close as in January 2015 and closer "
            "than in between",
        ),
        (
            [3.2, 6, 6, 6, 6, 6, 6, 2.8, 3],
            "it has been at about this level since August 2015, about as close as in January 2015 and cooler "
            "than in between",
        ),
        (
            [3.2, 1, 1, None, 1, 1, 1, 1, 2.6, 2.8, 3],
            "it has been at about this level since September 2015, about as close as in January 2015 and closer "
            "than in between, as far as that time is covered",
        ),
        (
            [1, 1, 1, 1, 1, 1, 1, 2.6, 2.8, 2.9, 3],
            "it has been at about this level since August 2015, closer than in any month covered before, "
            "from January 2015 on",
        ),
        # Too short a time, or neither above nor below throughout.
        ([5, 1, 1, 3], ""),
        ([3, 1, 1, 5, 5, 1, 1, 5, 3, 3], "it has been at about this level since September 2015"),
        ([3, 3.1, 2.9, 3], "it has been at about this level in all the time covered, from January 2015 on"),
        ([2], ""),
        ([], ""),
    ],
)
def test_a_rank_that_they_do_not_allow(levels: list[float | None], told: str) -> None:
    assert rank(levels) == told


def test_no_rank_contradicts_the_levels() -> None:
    """Whatever the levels: "since X" never skips a period that was as high, "any month before" never one that was."""
    import random

    dice = random.Random(7)
    for _ in range(400):
        levels = [round(dice.gauss(0, 2.0), 1) if dice.random() > 0.1 else None for _ in range(dice.randint(2, 40))]
        relation = Relation(DYAD, None, "month", rows(levels, half=dice.choice((0.3, 1.0, 2.0))))
        known = measured(relation)
        told = rank_text(relation, known)
        now = known[-1] if known else None
        if now is None or not told:
            continue
        months = {period_text(each.start, "month"): at for at, each in enumerate(known)}
        named = re.search(r"(closest|coolest|least hostile|most hostile) it has been since (\w+ \d+)", told)
        if named:
            between = known[months[named[2]] + 1 : -1]
            up = named[1] in ("closest", "least hostile")
            assert all(each.level < now.level if up else each.level > now.level for each in between)
            assert sum(each.level >= now.low if up else each.level <= now.high for each in between) <= 1
        if like := re.search(r"about as \w+ as in (\w+ \d+) and (.+) than in between", told):
            start = re.search(r"since (\w+ \d+),", told)
            at = months[like[1]]
            assert now.low <= known[at].level <= now.high
            between = known[at + 1 : months[start[1]] if start else -1]
            up = like[2] in ("closer", "less hostile")
            assert all(each.level < now.low if up else each.level > now.high for each in between)
        if "than in any month covered before" in told:
            start = re.search(r"since (\w+ \d+),", told)
            before = known[: months[start[1]]] if start else known[:-1]
            up = "closer" in told or "less hostile" in told
            assert all(each.level < now.low if up else each.level > now.high for each in before)


def test_directed_words() -> None:
    assert "Peru's conduct towards Chile stood at +1.2" in said(shapes.directed())
    assert "This is the friendliest it has been in all the time covered" in said(shapes.directed())
    assert text(shapes.directed()).startswith("Peru towards Chile\n")


@pytest.mark.parametrize(
    ("then", "now", "half", "told"),
    [
        (0.0, 3.0, 1.0, "it is clearly higher now"),
        (0.0, -3.0, 1.0, "it is clearly lower now"),
        (0.0, 1.5, 1.0, "it is higher now, though the bands overlap"),
        (0.0, 0.9, 1.0, "the two can't be told apart"),
    ],
)
def test_the_year_before(then: float, now: float, half: float, told: str) -> None:
    one = Relation(DYAD, None, "month", rows([then, *[None] * 11, now], half=half))
    assert year_text(measured(one)).endswith(told)
    assert year_text(measured(shapes.one_row())) == ""


def test_how_sure() -> None:
    assert "The band is narrow (1.6 points of 20): nine acts of June 2022 in 14 reports" in said(shapes.rising())
    wide = said(shapes.huge_band())
    assert "Whether cooperation or conflict outweighs can't be told" in wide
    assert "The band is wide (13.0 points of 20): no act in May 2016 itself" in wide
    assert "coverage is thin (9; in the median period 30)" in wide
    assert "The band is so wide that it holds every level of the time covered." in wide
    assert rank([-6, 0, 0, 1], half=4) == (
        "the band is too wide for a rank; the level was last below it in January 2015 (−6.0)"
    )
    assert "cooperation and conflict are about in balance" in said(shapes.flat()).lower()


def test_a_gap_at_the_end_is_told_at_the_top() -> None:
    found = lines(shapes.gap_at_the_end(), "standing")
    assert found[0].startswith("More cooperation than conflict: in December 2016")
    assert found[3] == (
        "Nothing is known of January 2017 to April 2017 (no coder read anything of this time): "
        "all here is as of December 2016."
    )
    assert lines(shapes.gap_at_the_end(), "coverage")[:2] == [
        "Of 28 months 21 are covered; the median coverage, all that the same coders read of any two states, is 400 "
        "a month.",
        "No level between November 2015 and January 2016 (three months): no coder read anything of this time.",
    ]


def test_why_there_is_no_number() -> None:
    assert "Only one month is covered, so no number can tell how it has moved." in said(shapes.one_row())
    assert lines(shapes.uncovered(), "standing") == [
        "There is no number for February 2024 to April 2024: no coder read anything of this time."
    ]
    assert lines(shapes.nothing(), "standing") == [
        "There is no number, for no period was measured.",
        "The record holds no dated act between the two.",
    ]
    for relation in (shapes.uncovered(), shapes.nothing()):
        assert not re.search(r"[+−]\d", text(relation))


def test_turns_with_their_likelihood_and_drivers() -> None:
    assert lines(shapes.rising(), "turns")[:2] == [
        "March 2021: up, from −3.0 to +0.5, from more conflict to more cooperation; a turn at about that "
        "time is likely (71%).",
        "Chile and Peru reached an agreement (“signed a treaty that opens both coasts to each other's fleets”, "
        "9 March 2021).",
    ]
    assert lines(shapes.falling(), "turns")[-1] == "No act is named that drove it."
    many = tuple(TurningPoint(f"20{10 + at}-01-01", f"20{10 + at}-01-31", 0.9 - at / 20, 0, 1) for at in range(9))
    cut = build_relation(msgspec.structs.replace(shapes.rising(), turning_points=many))
    turns = next(each for each in cut.sections if each.key == "turns")
    assert [line.text[:12] for line in turns.lines if not line.sub] == [f"January 20{15 - at}" for at in range(6)]
    assert turns.more == "three less probable ones left out"


@pytest.mark.parametrize(
    ("probability", "told"),
    [
        (0.0, "remote (under 1%)"),
        (0.1, "very unlikely (10%)"),
        (0.3, "unlikely (30%)"),
        (0.5, "roughly even (50%)"),
        (0.55, "likely (55%)"),
        (0.8, "very likely (80%)"),
        (0.97, "almost certain (97%)"),
        (0.999, "almost certain (over 99%)"),
    ],
)
def test_likelihood_words_are_those_of_the_standard(probability: float, told: str) -> None:
    assert probability_text(probability) == told
    terms = codebook.likelihood_terms()
    assert len(terms) == 7
    assert [each.high for each in terms[:-1]] == [each.low for each in terms[1:]]


def test_how_it_moves() -> None:
    assert lines(shapes.rising(), "moving") == [
        "Half of a shock is gone after about three months (90%: 2.1 to 5.3).",
        "The share of pledges that are kept is put at 62% (90%: 45 to 77%; 24 settled pledges).",
    ]
    assert lasting_text(1.0, 0.6, 1.4, "week") == "after about 1.0 week (90%: 0.6 to 1.4)"
    assert lasting_text(0.0, 0.0, 0.8, "month") == "within one month (90%: 0.0 to 0.8 months)"
    assert lasting_text(36.0, 20.0, 140.0, "month") == "after about three years (90%: 1.7 to 12)"


def test_associations_are_never_causes() -> None:
    told = text(shapes.rising())
    assert "WHAT GOES TOGETHER: ASSOCIATION, NOT CAUSE" in told
    assert lines(shapes.rising(), "together")[1] == (
        "Triad: conflict by Bolivia towards the two, at a lag of two months: can't be told from none, correlation "
        "+0.05 (90%: −0.13 to +0.22; 88 months)."
    )
    same = Association("reciprocity", "cooperation both ways", 0, -0.4, -0.6, -0.2, 40)
    one = msgspec.structs.replace(shapes.flat(), associations=(same,))
    assert lines(one, "together") == [
        "Reciprocity: cooperation both ways, in the same week: found the other way round, correlation −0.40 "
        "(90%: −0.60 to −0.20; 40 weeks)."
    ]


def test_associations_name_states() -> None:
    told = (
        Association("triad", "conflict by BOL before a closer CHL-PER", 1, 0.3, 0.1, 0.5, 90),
        Association("reciprocity", "PER answers CHL's conflict in kind", 2, 0.2, 0.1, 0.4, 90),
        Association("reciprocity", "conflict of CHL and PER in the same period", 0, 0.1, -0.1, 0.4, 90),
    )
    assert [line.partition(": ")[2].partition(":")[0] for line in lines(
        msgspec.structs.replace(shapes.rising(), associations=told), "together"
    )] == [
        "conflict by Bolivia before a closer relation of Chile and Peru, at a lag of one month",
        "Peru answers Chile's conflict in kind, at a lag of two months",
        "conflict of Chile and Peru in the same period",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (0.1, 4.0, "more cooperation than conflict"),
        (-4.0, -0.1, "more conflict than cooperation"),
        (-0.5, 1.5, "cooperation and conflict are about in balance"),
        (-1.0, 5.0, "leaning to cooperation, though conflict may outweigh"),
        (-5.0, 1.0, "leaning to conflict, though cooperation may outweigh"),
        (-3.0, 4.0, "whether cooperation or conflict outweighs can't be told"),
    ],
)
def test_what_a_band_means(low: float, high: float, told: str) -> None:
    assert meaning(low, high) == told


def test_a_whole_sentence_stands_for_its_act() -> None:
    whole = act("i-1", "2022-06-03", type="RETREAT", mode="withdraw", text="Chile opened its market to Peruvian films.")
    assert act_text(whole) == "“Chile opened its market to Peruvian films.” (Chile to Peru, 3 June 2022)"


def test_coders_that_disagree() -> None:
    assert (
        "The coders differ: of the same relation comity-rules.v1 tells about as much cooperation and 3.0 times as much "
        "conflict as icews." in said(shapes.two_coders())
    )
    less = CoderShare("b", 8, "2015-01-01", "2015-02-01", -1.2, -1.2)
    assert lines(shapes.two_coders(), "coders") == [
        "5,120 acts by icews, 3 January 1998 – 29 December 2015; licence CC0 1.0.",
        "230 acts by comity-rules.v1, 3 February 2015 – 12 December 2017.",
        "Of the same relation it tells about as much cooperation and 3.0 times as much conflict as icews.",
    ]
    near = (
        CoderShare("a", 9, "2015-01-01", "2015-02-01", 0, 0),
        CoderShare("b", 8, "2015-01-01", "2015-02-01", 0.2, 0),
    )
    for coders in (near, (near[0], less)):
        assert "coders differ" not in text(msgspec.structs.replace(shapes.two_coders(), coders=coders))


def test_issues_that_carry_the_conflict() -> None:
    assert lines(shapes.rising(), "issues")[0] == "Fisheries: 46% of it (30 conflictual acts, 12 cooperative ones)."


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("width", [30, 60, 100])
def test_text_keeps_its_width_and_shows_no_code(shape: Callable[[], Relation], width: int) -> None:
    told = text(shape(), width)
    assert max(map(len, told.splitlines())) <= width
    assert not re.search(r"\bNone\b|\bnan\b|\(\)|  \.|\.\.|\bCHL\b|\bPER\b", told)
    for paragraph in (line for section in build_relation(shape()).sections for line in section.lines):
        assert paragraph.text == paragraph.text.strip()


@pytest.mark.parametrize("shape", SHAPES)
def test_parts_that_are_not_there_give_no_line(shape: Callable[[], Relation]) -> None:
    relation = shape()
    keys = {section.key for section in build_relation(relation).sections}
    assert ("issues" in keys) == bool(relation.issues)
    assert ("moving" in keys) == (relation.half_life is not None)
    assert ("together" in keys) == bool(relation.associations)
    assert ("coders" in keys) == bool(relation.coders)


def test_an_act_without_words_or_of_a_body() -> None:
    bare = act("i-1", "2022-06-03", text="", recipient="IGO:UN", type="ACCUSE")
    told = said(msgspec.structs.replace(shapes.rising(), marks=(bare,)))
    assert "Among the acts of June 2022: Chile criticised the United Nations (3 June 2022). [3]" in told
    assert "no words given" in told


def test_hostile_words_can_not_steer_the_terminal() -> None:
    bad = act("i-1", "2022-06-03", text="a\x1b[31mred\nline", source="Wire\x07")
    assert "\x1b" not in text(msgspec.structs.replace(shapes.rising(), marks=(bad,)))


def test_the_line_of_blocks() -> None:
    assert sparkline([-5.0, None, 5.0], width=10, least_span=5.0) == "▁·█"
    assert set(sparkline([0.1, 0.2], width=10, least_span=5.0)) <= set("▄▅"), "hardly any change is no change"
    shown = next(each.figure for each in build_relation(shapes.gap_at_the_end()).sections if each.figure)
    assert shown[0].count("·") == 7 and shown[2] == "· no coverage"
    starts = [start for start, _ in shapes.starts("1998-01-01", 330)]
    below = years_below(starts, width=90)
    assert len(below) <= 90
    assert re.fullmatch(r"( *\d{4}(?= |$))+", below)
    assert below.index("2010") == starts.index("2010-01-01") * 90 // 330


def test_names_of_periods() -> None:
    assert period_text("2012-08-01", "month") == "August 2012"
    assert period_text("2012-07-01", "quarter") == "the third quarter of 2012"
    assert when_text("2012-08-06", "2012-08-12", "week") == "in the week of 6 August 2012"
    assert when_text("2012-08-01", "2012-10-31", "month") == "between August 2012 and October 2012"


def test_markdown_draws_it_in_characters() -> None:
    assert "```\n█" in render_markdown(build_relation(shapes.rising()))


def test_interval_of_fulfilment_with_one_pledge() -> None:
    one = msgspec.structs.replace(shapes.flat(), fulfilment=Interval(2 / 3, 0.224, 0.975, 1))
    assert lines(one, "moving") == [
        "The share of pledges that are kept is put at 67% (90%: 22 to 98%; one settled pledge)."
    ]


def test_a_sentence_that_tells_two_acts_is_given_once() -> None:
    words = "Chile's minister met his colleague in Lima, and the two agreed to share maps."
    met, agreed = (act(f"i-{type_}", "2021-03-09", text=words, type=type_) for type_ in ("CONSULT", "AGREE"))
    assert acts_text((met, agreed)).count("share maps") == 1
