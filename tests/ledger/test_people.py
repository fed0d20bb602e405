"""Who's who: offices with their dates, who came before and after, and accounts that can't both hold."""

from functools import cache

import comity
from comity.ledger import people
from comity.ledger.holding import Holding
from comity.ledger.misfits import contradictions
from comity.model import Cited, Coding, Person, Span, Tenure

MEETING = "Officials of France and Tunisia met in Tunis on Monday."


@cache
def coded(text: str, published: str | None = "2025-08-25", name: str = "r-1") -> Coding:
    return comity.code_text(text, published=published, id=name)


def who(*codings: Coding) -> dict[str, Person]:
    return {row.name: row for row in people(codings)}


def one(text: str, name: str) -> Person:
    return who(coded(text))[name]


def test_every_actor_has_a_row() -> None:
    rows = people([coded("Peru's foreign minister Ana Quispe met officials of the United Nations in Lima.")])
    assert {"person", "state", "organisation"} <= {row.kind for row in rows}
    assert all(row.reports == ("r-1",) and row.named for row in rows)


def test_an_office_without_dates_was_seen_on_the_day_of_the_report() -> None:
    [tenure] = one("Peru's Foreign Minister Ana Quispe flew to Quito on Monday.", "Ana Quispe").tenures
    assert (tenure.title, tenure.country, tenure.seen, tenure.source) == (
        "foreign minister",
        "PER",
        "2025-08-25",
        "reports",
    )
    assert tenure.evidence[0].report == "r-1" and "Ana Quispe" in tenure.evidence[0].span.text


def test_several_reports_of_one_office_are_one_row_with_the_earliest_day() -> None:
    later = coded("Peru's Foreign Minister Ana Quispe flew to La Paz.", "2025-09-30", "r-2")
    row = who(later, coded("Peru's Foreign Minister Ana Quispe flew to Quito on Monday."))["Ana Quispe"]
    [tenure] = row.tenures
    assert tenure.seen == "2025-08-25" and {each.report for each in tenure.evidence} == {"r-1", "r-2"}


def test_the_table_tells_terms_and_neighbours() -> None:
    row = one(f"{MEETING} French Foreign Minister Catherine Colonna was in office.", "Catherine Colonna")
    table = [each for each in row.tenures if each.source == "table"]
    assert [(each.title, each.since, each.until) for each in table] == [
        ("foreign minister", "2022-05-20", "2024-01-11")
    ]
    assert [each.name for each in row.succeeded] == ["Jean-Yves Le Drian"]
    assert [each.name for each in row.preceded] == ["Stéphane Séjourné"]
    assert [each.seen for each in row.tenures if each.source == "reports"] == ["2025-08-25"]


def test_a_title_of_one_who_left_is_no_office_of_the_day() -> None:
    row = one("Then-President Tomas Arvelo of Bolivia closed the border with Chile.", "Tomas Arvelo")
    assert [each.former for each in row.tenures] == [True]


def test_offices_with_their_years() -> None:
    row = one("Bolivia's Tomas Arvelo, who was foreign minister from 1999 to 2004, visited Lima.", "Tomas Arvelo")
    assert ("foreign minister", "1999", "2004") in {(each.title, each.since, each.until) for each in row.tenures}


def test_words_tell_who_followed_whom() -> None:
    text = (
        "Ghana's Foreign Minister Kofi Mensah succeeded Ama Boateng in May. "
        "Kofi Mensah criticised his predecessor Ama Boateng over the border with Togo."
    )
    rows = who(coded(text))
    [before] = rows["Kofi Mensah"].succeeded
    [after] = rows["Ama Boateng"].preceded
    assert (before.name, after.name) == ("Ama Boateng", "Kofi Mensah")
    assert before.source == "reports" and "succeeded" in before.evidence[0].span.text


def test_a_successor_beside_a_name() -> None:
    rows = who(coded("Zambian President Joseph Phiri, the successor to Ruth Banda, met officials of Malawi on Monday."))
    assert [each.name for each in rows["Joseph Phiri"].succeeded] == ["Ruth Banda"]


def test_one_name_in_a_trade_and_in_an_office_is_two_persons() -> None:
    codings = (
        coded("Pakistani businessman Imran Qureshi sold arms to Yemen.", "2025-08-25", "r-1"),
        coded("Pakistan's Foreign Minister Imran Qureshi flew to Doha.", "2025-08-26", "r-2"),
    )
    rows = {row.id: row.reports for row in people(codings) if row.kind == "person"}
    assert rows == {"person:imran-qureshi": ("r-2",), "person:imran-qureshi:2": ("r-1",)}


def test_what_may_come_is_no_succession() -> None:
    rows = who(coded("Ghana's Foreign Minister Kofi Mensah could be replaced by Ama Boateng, a lawmaker in Accra."))
    assert all(not row.succeeded and not row.preceded for row in rows.values())


def test_party_and_camp_with_their_words() -> None:
    text = "The conservative Tomas Arvelo of the National Unity Party met Chile's president in La Paz."
    row = one(text, "Tomas Arvelo")
    assert [each.name for each in row.parties] == ["National Unity Party"]
    assert [each.name for each in row.camps] == ["conservative"]
    assert row.parties[0].evidence[0].span.text in text


def test_a_union_of_states_is_no_party() -> None:
    row = one("Tomas Arvelo of the European Union met Chile's president in Santiago.", "Tomas Arvelo")
    assert row.parties == ()


def test_a_year_in_which_the_table_has_another_is_shown() -> None:
    row = one("The border was drawn anew under German Chancellor Jonas Brandl in 1995, Poland said.", "Jonas Brandl")
    [misfit] = row.contradictions
    assert (misfit.kind, misfit.office, misfit.country) == ("year", "chancellor", "DEU")
    assert "Kohl" in misfit.claims[1].told and misfit.claims[0].source == "r-1"
    assert "Jonas Brandl" in misfit.claims[0].evidence[0].span.text


def test_reports_that_tell_one_year_alike_are_one_claim() -> None:
    text = "The border was drawn anew under German Chancellor Jonas Brandl in 1995, Poland said."
    [misfit] = who(coded(text), coded(f"{text} ", "2025-08-26", "r-2"))["Jonas Brandl"].contradictions
    assert {each.report for each in misfit.claims[0].evidence} == {"r-1", "r-2"}


def test_a_term_told_otherwise_than_in_the_table_is_shown() -> None:
    words = Cited("r-1", Span(0, 9, "from 2005"))
    held = Tenure("chancellor", "DEU", None, "2005-11-22", "2021-12-08", None, False, "table")
    told = Tenure("chancellor", "DEU", None, "2005", "2019", None, True, "reports", (words,))
    holding = Holding("person:jonas-brandl", "DEU", (), (held, told), ())
    [misfit] = contradictions({holding.person: holding}, {holding.person: "Jonas Brandl"})[holding.person]
    assert misfit.kind == "term" and [claim.source for claim in misfit.claims] == ["r-1", "leaders' table"]
    assert "2021-12-08" in misfit.claims[1].told


def test_a_year_within_the_term_is_none() -> None:
    text = "German Chancellor Angela Merkel in 2007 headed a coalition of two parties, officials of Poland said."
    assert one(text, "Angela Merkel").contradictions == ()


def test_two_reports_that_name_two_holders() -> None:
    codings = (
        coded("French Foreign Minister Luc Maraval arrived in Tunis on Monday.", "2025-03-03", "r-1"),
        coded("French Foreign Minister Anne Castagnier met Tunisian officials on Tuesday.", "2025-03-04", "r-2"),
    )
    rows = who(*codings)
    [misfit] = rows["Luc Maraval"].contradictions
    assert (misfit.kind, misfit.office, misfit.country) == ("holder", "foreign minister", "FRA")
    assert [claim.source for claim in misfit.claims] == ["r-1", "r-2"]
    assert rows["Anne Castagnier"].contradictions == (misfit,)


def test_a_hand_over_between_two_reports_explains_both() -> None:
    codings = (
        coded(f"{MEETING} French Foreign Minister Catherine Colonna is in office.", "2024-01-08", "r-1"),
        coded(f"{MEETING} French Foreign Minister Stéphane Séjourné is in office.", "2024-01-15", "r-2"),
    )
    assert not [misfit for row in people(codings) for misfit in row.contradictions]


def test_two_of_one_name_stay_apart_where_their_states_differ() -> None:
    codings = (
        coded("Kenya's Foreign Minister Daniel Otieno flew to Kampala on Monday.", "2025-03-03", "r-1"),
        coded("Nigerian Defence Minister Daniel Otieno met officers in Abuja on Monday.", "2025-03-03", "r-2"),
    )
    rows = [row for row in people(codings) if row.kind == "person"]
    assert {row.country for row in rows} == {"KEN", "NGA"}
    assert len({row.id for row in rows}) == 2
    assert all(len(row.reports) == 1 and len(row.tenures) == 1 for row in rows)


def test_rows_are_the_same_in_any_order_of_reports() -> None:
    codings = [
        coded("Kenya's Foreign Minister Daniel Otieno flew to Kampala on Monday.", "2025-03-03", "r-1"),
        coded("Kenya's Foreign Minister Daniel Otieno met Uganda's president.", "2025-03-05", "r-2"),
    ]
    ids = [row.id for row in people(codings)]
    assert ids == [row.id for row in people(reversed(codings))]


def test_the_evidence_is_the_reports_own_words() -> None:
    coding = coded("Ghana's Foreign Minister Kofi Mensah, of the Unity Party, succeeded the liberal Ama Boateng.")
    for row in people([coding]):
        rows = (*row.tenures, *row.parties, *row.camps, *row.succeeded, *row.preceded)
        for cited in (each for told in rows for each in told.evidence):
            assert coding.report.text[cited.span.start : cited.span.end] == cited.span.text
