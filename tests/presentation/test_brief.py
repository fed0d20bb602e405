"""The brief: each section tells its rows, each line its sources, and a dyad leaves out the rest."""

import re

import msgspec
import pytest

from comity.errors import UsageError
from comity.ledger import Ledger
from comity.presentation import Brief, Line, Section, build_brief

from .factory import first_coding, second_coding, third_coding
from .rows import BOTH, CHL, PER, coding, day, event, ref, report

TITLES = [
    "Bottom line",
    "Key judgements",
    "What happened",
    "Outside pressures",
    "What was agreed or pledged",
    "What stays disputed or was left out",
    "What was said",
    "What the sources differ on",
    "Pledges due",
    "What to watch",
    "Sources",
    "What Comity could not tell",
]
CODINGS = (first_coding(), second_coding(), third_coding())


def brief(dyad: str | None = "PER-CHL") -> Brief:
    return build_brief(Ledger(codings=CODINGS), dyad=dyad)


def section(of: Brief, key: str) -> Section:
    return next(each for each in of.sections if each.key == key)


def texts(of: Brief, key: str) -> list[str]:
    return [line.text for line in section(of, key).lines]


def line(of: Brief, key: str, part: str) -> Line:
    return next(each for each in section(of, key).lines if part in each.text)


def test_sections_come_in_their_order() -> None:
    assert [each.title for each in brief().sections] == TITLES


def test_head_line() -> None:
    assert brief().head == (
        "Chile and Peru: three reports from two outlets and one report of unknown outlet, "
        "published 4–5 March 2024, one of them undated."
    )


def test_bottom_line() -> None:
    found = texts(brief(), "bottom")
    assert 3 <= len(found) <= 4
    assert found[0].startswith("The latest contact on record: Peru and Chile")
    assert found[0].endswith("(2 March 2024).")
    assert found[1] == "Three pledges are open; the nearest due 12 April 2024 (“meet in Lima”)."
    assert found[2] == "Both sides left out food and farm imports."
    assert found[3].startswith("Outside pressure: the United States imposed a tariff on Peru and Chile")


def test_what_happened_is_newest_first_undated_last_each_once() -> None:
    rows = section(brief(), "happened").lines
    assert [row.status for row in rows].count("planned") == 0
    assert [row.group for row in rows] == ["", "", "Undated in the reports:"]
    assert rows[-1].date == "" and "ban on Chilean poultry" in rows[-1].text
    assert len({row.text for row in rows}) == len(rows)
    early = event("e-early", date=day("2023-01-05"))
    late = event("e-late", date=day("2024-02-05"), type="AID")
    one = coding(report("r-9", text=early.evidence[0].text), events=(early, late))
    found = section(build_brief(Ledger(codings=(one,))), "happened").lines
    assert [row.date for row in found] == ["5 February 2024", "5 January 2023"]


def test_one_act_of_two_outlets_is_one_line() -> None:
    talks = line(brief(), "happened", "held talks")
    assert talks.told == "two reports, two outlets"
    assert talks.footnotes == (1, 2)
    assert talks.confidence.startswith("high (0.9")
    assert len(talks.evidence) == 2


def test_agreements_hold_their_pledges() -> None:
    assert texts(brief(), "agreed") == [
        "Peru and Chile issued a statement with two pledges: “joint patrols at sea”; “a shared customs post” "
        "(all open, no due date).",
        "Peru and Chile plan to “meet in Lima” (open, due 12 April 2024).",
    ]
    rows = section(build_brief(Ledger(codings=CODINGS), dyad="CHL-PER", full=True), "agreed").lines
    assert rows[0].text == "Peru and Chile issued a statement on security and defence and trade."
    assert [row.sub for row in rows] == [False, True, True, False]
    assert rows[1].text == "Peru and Chile undertook: “joint patrols at sea” (open, no due date)."


def test_disputes_tell_both_sides_and_what_was_left_out() -> None:
    found = texts(brief(), "disputed")
    assert (
        "Peru and Chile left out food and farm imports (“The statement passed over Peru's ban on Chilean poultry”)."
    ) in found
    assert (
        "On maritime borders and zones, Peru makes demands: “Chile ‘will not reopen’ the ruling on the sea "
        "border”; Chile objects."
    ) in found, "words that two stances share are quoted once"
    assert any(text.startswith("Peru is keeping trade restrictions on Chile") for text in found)


def test_a_change_of_stance_is_told_in_order() -> None:
    from comity.model import Position
    from comity.presentation.disputed import issue_text

    one = report("r-1", text="x")
    early = Position("o-1", CHL, "trade", "opposes", day("2022-01-01", "2022-12-31", "year"), ())
    late = Position("o-2", CHL, "trade", "concedes", day("2024-03-01"), ())
    text = issue_text("trade", [(late, one), (early, one)])
    assert text == "on trade, Chile objects (2022), then gives ground (1 March 2024)"


def test_statements_of_both_sides_leaders_first() -> None:
    rows = section(brief(), "said").lines
    assert rows[0].text == "Peru's president said of Chile: “our closest partner in the Pacific”."
    assert rows[0].date == "1 March 2024" and rows[0].status == "direct quote"
    assert rows[1].text == "Chile's foreign minister said of Peru: “will not reopen”."
    assert len(rows) <= 12
    assert not any("“closest partner”" in row.text for row in rows), "a quote inside a longer one is told once"


def test_expectations_name_who_expects() -> None:
    found = texts(brief(), "judgements")
    assert (
        "An unidentified economist holds that, if “the coalition loses its majority”, "
        "“the customs post could be delayed” (worse for relations)."
    ) in found
    assert found[-1] == (
        "Confidence low: one source tells it, as the word of somebody it quotes. It falls if its condition does not "
        "come about."
    )


def test_judgements_say_how_sure_the_sources_make_them_and_what_would_change_them() -> None:
    course, why = texts(brief(), "judgements")[:2]
    assert course.startswith("Between the two, cooperation outweighs conflict in these reports: ")
    assert why == (
        "Confidence moderate: two sources tell it. What would change it: that “the coalition loses its majority” [1] "
        "and the pledge “meet in Lima” not kept by 12 April 2024."
    )


def test_what_is_new_since_a_day() -> None:
    news = section(build_brief(Ledger(codings=CODINGS), dyad="CHL-PER", since="2024-03-04"), "new")
    assert news.title == "What is new since 4 March 2024"
    assert "Peru and Chile are due to hold talks in Lima." in [row.text for row in news.lines]
    assert not any(3 in row.footnotes for row in news.lines), "what has no date of publication may be old"
    again = section(build_brief(Ledger(codings=CODINGS), dyad="CHL-PER", since="2024-03-05"), "new")
    assert again.lines == (), "what the second report tells, the first had told"
    nothing = section(build_brief(Ledger(codings=CODINGS), dyad="CHL-PER", since="2030-01-01"), "new")
    assert nothing.lines == () and nothing.empty == "Nothing is told that was not on record before 1 January 2030."


def test_outside_pressures() -> None:
    found = texts(brief(), "pressures")
    assert any(text.startswith("The United States imposed a tariff on Peru and Chile") for text in found)
    assert any("do not plan to hold talks with China" in text for text in found)
    assert not any("The United States" in text for text in texts(brief(), "happened"))


def test_differences_of_act_figure_and_quote() -> None:
    found = texts(brief(), "differing")
    assert any("differ on the day: 2 March 2024 [1]; 3 March 2024 [2]" in text for text in found)
    assert sum("10 percent" in text and "12 percent" in text for text in found) == 1, "told once, with its act"
    quotes = [text for text in found if "quote Peru's president differently" in text]
    assert quotes == [
        "The sources quote Peru's president differently on what seems one occasion (1 March 2024): "
        "“close friend” [2], “good neighbour” [3] and “closest partner” [2]."
    ]


def test_two_quotes_of_two_days_are_no_difference() -> None:
    from comity.model import Statement

    def telling(id: str, quote: str, on: str) -> Statement:
        return Statement(id, PER_OFFICE, (), (CHL,), quote, True, day(on), None, ())

    from .rows import PRESIDENT as PER_OFFICE

    one = coding(report("r-1", text="x"), statements=(telling("s-1", "a friend", "2024-03-01"),))
    other = coding(report("r-2", text="y"), statements=(telling("s-2", "a rival", "2024-04-01"),))
    assert section(build_brief(Ledger(codings=(one, other)), dyad="CHL-PER"), "differing").lines == ()


def test_figures_and_their_absence() -> None:
    whole = build_brief(Ledger(codings=CODINGS), dyad="CHL-PER", full=True)
    assert "10 percent: “duty on Peruvian and Chilean copper”." in texts(whole, "figures")
    assert "figures" not in [each.key for each in brief().sections], "a short brief gives figures with their acts"
    bare = build_brief(Ledger(codings=(third_coding(),)))
    assert "figures" not in [each.key for each in bare.sections]


def test_watch_is_soonest_first_and_leaves_out_what_is_past() -> None:
    rows = section(brief(), "watch").lines
    assert [row.text for row in rows] == ["Peru and Chile are due to hold talks in Lima."], (
        "the plan behind it is not told twice"
    )
    gone = event("e-gone", status="planned", date=day("2024-01-05"))
    one = coding(report("r-9", text=gone.evidence[0].text), events=(gone,))
    assert section(build_brief(Ledger(codings=(one,))), "watch").lines == ()


def test_pledges_due_are_those_past_their_day_then_the_soonest() -> None:
    told = section(brief(), "due")
    assert told.lines == () and told.empty == "One pledge with a due day stands under what to watch."
    one = first_coding()
    days = {"p-patrols": day("2024-06-01"), "p-customs": day("2024-03-03")}
    pledges = tuple(msgspec.structs.replace(each, due=days.get(each.id, each.due)) for each in one.pledges)
    dated = build_brief(
        Ledger(codings=(msgspec.structs.replace(one, pledges=pledges), second_coding())), dyad="PER-CHL"
    )
    rows = section(dated, "due")
    assert [re.findall("“.*”", row.text)[0] for row in rows.lines] == [
        "“a shared customs post”",
        "“joint patrols at sea”",
    ]
    assert "was due 3 March 2024, with no news of it" in rows.lines[0].text
    assert rows.more == "One more pledge with a due day stands under what to watch."
    act = event("e-1")
    bare = build_brief(Ledger(codings=(coding(report("r-9", text=act.evidence[0].text), events=(act,)),)))
    assert "due" not in [each.key for each in bare.sections], "nothing was pledged"


def test_sources_are_numbered_by_day() -> None:
    assert texts(brief(), "sources") == [
        "Example Wire, 4 March 2024, “Talks in Santiago”.",
        "Example Daily, 5 March 2024, “Ministers meet”.",
        "Unknown outlet, no date of publication, without a title.",
    ]


def test_what_comity_could_not_tell() -> None:
    found = texts(brief(), "untold")
    assert len(found) <= 4
    assert "Two of six acts have no date, and none was guessed." in found
    assert any(text.startswith("One passage was read but left out") for text in found)
    assert any(text.startswith("One report has no known outlet") for text in found)


def test_every_line_on_rows_has_a_source_and_the_reports_words() -> None:
    by_id = {each.report.id: each.report.text for each in CODINGS}
    for each in brief().sections:
        for row in each.lines:
            if each.key not in ("sources", "untold") and not row.sub:
                assert row.sources and row.evidence, row.text
            for words in row.evidence:
                assert any(words in text for text in by_id.values())


@pytest.mark.parametrize("dyad", ["PER-CHL", "CHL-PER", "chl-per"])
def test_either_order_of_the_dyad(dyad: str) -> None:
    assert brief(dyad) == brief("CHL-PER")
    assert brief(dyad).dyad == "CHL-PER"


def test_without_a_dyad_the_pair_with_most_events_leads() -> None:
    found = brief(None)
    assert found.dyad == "CHL-PER" and found.title == "Chile and Peru"


def test_a_dyad_leaves_out_other_pairs_and_their_reports() -> None:
    other = event("e-other", actors=(ref("ARG"), ref("BRA")), recipients=(ref("ARG"), ref("BRA")))
    away = coding(report("r-away", text=other.evidence[0].text), events=(other,))
    everything = (*CODINGS, away)
    asked = build_brief(Ledger(codings=tuple(everything)), dyad="CHL-PER")
    assert "r-away" not in {source.report for source in asked.sources}
    assert not any("Argentina" in text for each in asked.sections for text in texts(asked, each.key))
    open_ = build_brief(Ledger(codings=tuple(everything)))
    assert "r-away" in {source.report for source in open_.sources}
    assert not any("Argentina" in text for text in texts(open_, "happened"))
    assert any("one report tells nothing of the two states" in text for text in texts(open_, "untold"))


def test_the_word_that_a_report_picks_out_is_compared_without_a_statement() -> None:
    from comity.model import Actor, Statement

    from .rows import span

    told = 'Peru\'s president used the word "regret" in a speech on Friday.'
    other = "The president of Peru put back the word “remorse” in an address to parliament."
    person = Actor("person:president-of-peru", "the president", "person", "PER", (), (span(other, "The president"),))
    speaker = ref("PER", "the president", id=person.id)
    said = Statement("s-1", speaker, (), (), "regret", True, None, 0.4, (span(told, told),))
    codings = (
        coding(report("r-1", text=told), statements=(said,)),
        coding(report("r-2", text=other), actors=(person,)),
    )
    found = build_brief(Ledger(codings=codings))
    assert ["regret" in text and "remorse" in text for text in texts(found, "differing")] == [True]


def test_a_quoted_term_is_no_statement() -> None:
    from comity.model import Statement

    from .rows import PRESIDENT, span

    text = 'Peru\'s president spoke of "border women" and called Chile "a rival".'
    rows = (
        Statement("s-1", PRESIDENT, (), (), "border women", True, None, None, (span(text, text),)),
        Statement("s-2", PRESIDENT, (), (CHL,), "a rival", True, None, -0.5, (span(text, text),)),
    )
    found = build_brief(Ledger(codings=(coding(report("r-1", text=text), statements=rows),)), dyad="CHL-PER")
    assert texts(found, "said") == ["Peru's president said of Chile: “a rival”."]


@pytest.mark.parametrize(
    ("dyad", "part"),
    [
        ("PRU-CHL", "PER (Peru)"),
        ("PER-CHIL", "CHL (Chile)"),
        ("PER", "like PER-CHL"),
        ("PER-PER", "one state twice"),
    ],
)
def test_an_unknown_dyad_names_the_nearest(dyad: str, part: str) -> None:
    with pytest.raises(UsageError, match="dyad") as caught:
        brief(dyad)
    assert part in str(caught.value)


def test_a_dyad_that_no_report_tells_of() -> None:
    found = brief("FJI-TON")
    assert found.head == "Fiji and Tonga: no report tells of them."
    assert all(each.empty and not each.lines for each in found.sections)


def test_no_reports_at_all() -> None:
    found = build_brief(Ledger(codings=()))
    assert found.dyad is None and found.head == "No report was given."


def test_empty_sections_say_so_in_one_plain_clause() -> None:
    talks = event("e-talks", actors=BOTH, recipients=BOTH)
    one = coding(report("r-1", text=talks.evidence[0].text), events=(talks,))
    found = build_brief(Ledger(codings=(one,)))
    assert "No pledge was found." in texts(found, "bottom")
    assert section(found, "agreed").empty == "No agreement and no pledge was found."
    assert section(found, "differing").empty == "There is only one source."
    assert PER in talks.actors


def test_a_refusal_is_told_as_disputed_and_never_as_a_meeting() -> None:
    refusal = event("e-no", status="denied", actors=(PER,), recipients=(CHL,), mode="visit", date=None)
    one = coding(report("r-1", text=refusal.evidence[0].text), events=(refusal,))
    found = build_brief(Ledger(codings=(one,)), dyad="PER-CHL")
    assert texts(found, "disputed") == ["Peru did not visit Chile."]
    assert texts(found, "happened") == []
    assert not texts(found, "bottom")[0].startswith("The latest contact")


def test_a_section_too_long_says_what_it_left_out() -> None:
    events = tuple(event(f"e-{n}", date=day(f"20{n:02}-03-02"), type="AID") for n in range(10, 60))
    one = coding(report("r-1", text=events[0].evidence[0].text), events=events)
    found = section(build_brief(Ledger(codings=(one,))), "happened")
    assert len(found.lines) == 5 and found.more == "The record holds 45 more acts."
    whole = section(build_brief(Ledger(codings=(one,)), full=True), "happened")
    assert len(whole.lines) == 50 and whole.more == ""
