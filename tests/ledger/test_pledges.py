"""The pledge ledger: tellings joined, later rows matched, and a status that follows the reports over time."""

from collections.abc import Sequence
from typing import Any

import msgspec
import pytest

from comity import pipeline
from comity.config import load_settings
from comity.ledger import incidents, pledges
from comity.ledger.meaning import Meanings
from comity.model import ActorRef, Coding, Correction, Date, LedgerPledge
from comity.reading import read_text

MEANINGS = Meanings()


def coded(*reports: tuple[str, str], outlets: Sequence[str] = ()) -> list[Coding]:
    """The codings of (day, text) reports."""
    names = outlets or [f"Wire {n}" for n in range(len(reports))]
    found = [read_text(text, id=f"r{n}", published=day, outlet=names[n]) for n, (day, text) in enumerate(reports)]
    return list(pipeline.code_reports(found, settings=load_settings()))


def ledger(found: Sequence[Coding], today: str | None = None, **keywords: Any) -> tuple[LedgerPledge, ...]:
    """The ledger of some codings."""
    return pledges(found, incidents(found), today=today, meanings=MEANINGS, **keywords)


def one(*reports: tuple[str, str], today: str | None = None, **keywords: Any) -> LedgerPledge:
    """The one entry that reports tell."""
    (entry,) = ledger(coded(*reports), today, **keywords)
    return entry


MEETING = ("2024-05-02", "The defence ministers of Peru and Brazil will meet in Lima on June 20.")


def test_a_promise_told_by_two_outlets_is_one_entry() -> None:
    entry = one(
        ("2024-03-01", "Kenya and Tanzania agreed to set up a joint task force on smuggling."),
        ("2024-03-02", "Tanzania and Kenya have agreed to create a joint task force against smuggling."),
    )
    assert (len(entry.told), entry.reports, entry.outlets) == (2, 2, 2)
    assert entry.id == entry.told[0]
    assert entry.status == "open"


LIST = (
    "In a joint statement Malaysia and Indonesia set out three areas of work: 1) joint patrols in the strait; "
    "2) a shared fisheries database; and 3) student exchanges."
)


def test_items_of_a_list_stay_apart_and_each_meets_its_paraphrase() -> None:
    found = ledger(
        coded(
            ("2024-05-14", LIST),
            ("2024-05-15", "Indonesia and Malaysia agreed to exchange students."),
            ("2024-05-16", "Malaysia and Indonesia agreed to hold joint patrols in the strait."),
        )
    )
    told = {entry.text: len(entry.told) for entry in found}
    assert told == {"joint patrols in the strait": 2, "a shared fisheries database": 1, "student exchanges": 2}


def test_the_id_survives_a_later_report() -> None:
    both = coded(MEETING, ("2024-05-03", "The Brazilian and Peruvian defence ministers will meet in Lima on June 20."))
    assert ledger(both[:1])[0].id == ledger(both)[0].id


@pytest.mark.parametrize(
    ("later", "today", "status"),
    [
        (None, "2024-06-01", "open"),
        (None, "2024-07-01", "due"),
        (("2024-06-21", "The defence ministers of Peru and Brazil met in Lima on Thursday."), None, "fulfilled"),
        (("2024-06-10", "Brazil cancelled the meeting of its defence minister with Peru's."), None, "withdrawn"),
        (("2024-06-21", "The finance ministers of Peru and Brazil met in Lima on Thursday."), None, "due"),
        (("2024-06-21", "The defence ministers of Peru and Chile met in Lima on Thursday."), None, "due"),
        (("2024-05-20", "The defence ministers of Peru and Brazil will meet in Lima on June 20."), None, "open"),
        (("2025-09-21", "Peru's president praised Brazil on Saturday."), None, "lapsed"),
    ],
)
def test_a_meeting_set_for_a_day(later: tuple[str, str] | None, today: str | None, status: str) -> None:
    found = ledger(coded(MEETING, *([later] if later else [])), today)
    assert found[0].status == status
    assert found[0].history[0].status == "open"
    assert found[0].history[-1].status == status


def test_what_is_put_off_stays_open_with_its_new_day() -> None:
    put_off = ("2024-06-10", "Peru postponed the meeting of the defence ministers of Peru and Brazil to August 8.")
    entry = ledger(coded(MEETING, put_off), "2024-07-01")[0]
    assert entry.status == "open"
    assert entry.due is not None
    assert entry.due.start == "2024-08-08"
    assert "put off" in entry.history[-1].why
    assert ledger(coded(MEETING, put_off), "2024-09-01")[0].status == "due"


def test_a_promise_not_to_do_is_broken_by_the_deed_and_never_fulfilled() -> None:
    promise = (
        "2024-05-20",
        "Norway's fisheries minister assured Iceland that Oslo would not reopen the fisheries accord.",
    )
    quiet = one(promise, ("2024-11-11", "Iceland's prime minister met her Danish counterpart on Sunday."))
    assert quiet.status == "open"
    assert any("kept so far" in note for note in quiet.notes)
    deed = one(promise, ("2024-11-11", "Norway reopened the fisheries accord with Iceland on Friday."))
    assert deed.status == "broken"
    assert deed.matches[0].meaning == "breaks"


def test_a_status_may_go_back_and_each_change_names_its_row() -> None:
    entry = one(
        ("2024-04-08", "Chile promised Paraguay to lift its ban on Paraguayan beef."),
        ("2024-06-06", "Chile lifted its ban on Paraguayan beef on Wednesday."),
        ("2024-11-08", "Chile broke its promise to Paraguay and banned Paraguayan beef again on Thursday."),
    )
    assert [change.status for change in entry.history] == ["open", "fulfilled", "broken"]
    rows = {match.row for match in entry.matches}
    assert {change.match for change in entry.history[1:]} <= rows
    assert [change.on for change in entry.history[1:]] == ["2024-06-05", "2024-11-07"]


def test_one_side_of_two_keeps_its_part() -> None:
    promise = ("2024-06-07", "Argentina and Bolivia agreed to lift their bans on each other's fruit.")
    mine = ("2024-09-01", "Argentina lifted its ban on Bolivian fruit on Saturday.")
    assert one(promise, mine).status == "partly"
    both = one(promise, mine, ("2024-10-01", "Bolivia lifted its ban on Argentine fruit on Monday."))
    assert both.status == "fulfilled"


def test_what_is_done_late_was_due_before() -> None:
    entry = one(
        ("2024-12-02", "Kyrgyzstan promised Tajikistan to ratify the border treaty by May 10."),
        ("2025-07-10", "Kyrgyzstan ratified the border treaty with Tajikistan on Wednesday."),
    )
    assert [(change.on, change.status) for change in entry.history[1:]] == [
        ("2025-05-11", "due"),
        ("2025-07-09", "fulfilled"),
    ]


def test_another_thing_of_the_kind_keeps_nothing() -> None:
    entry = one(
        ("2024-10-08", "Kenya promised Somalia to ratify the maritime treaty."),
        ("2024-11-20", "Kenya ratified a tax treaty with Somalia on Tuesday."),
    )
    assert (entry.status, entry.matches) == ("open", ())


def test_a_match_tells_its_score_and_parts() -> None:
    entry = one(MEETING, ("2024-06-21", "The defence ministers of Peru and Brazil met in Lima on Thursday."))
    (match,) = entry.matches
    assert set(match.parts) == {"parties", "issue", "type", "date", "text", "place"}
    assert all(0 <= value <= 1 for value in (match.score, *match.parts.values()))
    assert (match.by, match.report, match.meaning) == ("rule", "r1", "keeps")
    assert match.evidence[0].text.startswith("The defence ministers")


def test_a_report_after_today_does_not_count() -> None:
    found = coded(MEETING, ("2024-06-21", "The defence ministers of Peru and Brazil met in Lima on Thursday."))
    assert ledger(found, "2024-06-20")[0].matches == ()
    assert ledger(found, "2024-05-01") == ()


def test_two_days_differ_and_the_later_report_rules() -> None:
    entry = one(MEETING, ("2024-05-09", "The defence ministers of Peru and Brazil will meet in Lima on June 27."))
    assert entry.due is not None
    assert entry.due.start == "2024-06-27"
    (difference,) = [each for each in entry.differences if each.field == "due"]
    assert [value["value"] for value in difference.values] == ["2024-06-20", "2024-06-27"]


def changed(found: list[Coding], **values: Any) -> list[Coding]:
    """Codings whose pledges have some fields changed."""
    return [
        msgspec.structs.replace(
            each, pledges=tuple(msgspec.structs.replace(pledge, **values) for pledge in each.pledges)
        )
        for each in found
    ]


def test_a_due_date_before_the_promise_is_noted_and_ignored() -> None:
    early = changed(coded(MEETING), due=Date("2023-01-05", "2023-01-05", "day", "January 5"))
    (entry,) = ledger(early, "2026-01-01")
    assert entry.status == "open"
    assert entry.due is not None
    assert any(note.startswith("due before made") for note in entry.notes)


def test_a_promise_by_somebody_of_no_known_state_is_kept_with_a_note() -> None:
    nobody = ActorRef(None, "GOV", None, None, "the envoy")
    found = changed(coded(MEETING), parties=(nobody,), to=())
    (entry,) = ledger(found, "2026-01-01")
    assert entry.matches == ()
    assert any("unknown" in note for note in entry.notes)


def correction(action: Any, target: str, value: Any) -> Correction:
    return Correction("c-1", "2024-07-01T10:00:00Z", "an analyst", "read the communique", action, target, value=value)


def test_corrections_match_part_and_settle_by_hand() -> None:
    found = coded(MEETING, ("2024-06-21", "The defence ministers of Peru and Brazil met in Lima on Thursday."))
    (entry,) = ledger(found)
    row = entry.matches[0].row
    (parted,) = ledger(found, corrections=[correction("unmatch", entry.id, row)])
    assert (parted.status, parted.matches) == ("due", ())
    other = coded(MEETING, ("2024-06-21", "The finance ministers of Peru and Brazil met in Lima on Thursday."))
    event = other[1].events[0].id
    (matched,) = ledger(other, corrections=[correction("match", entry.id, event)])
    assert (matched.status, matched.matches[0].by) == ("fulfilled", "an analyst")
    (settled,) = ledger(found, corrections=[correction("settle", entry.id, "withdrawn")])
    assert settled.status == "withdrawn"
    assert "an analyst" in settled.history[-1].why


def test_a_correction_that_leads_nowhere_is_noted() -> None:
    found = coded(MEETING)
    (entry,) = ledger(found)
    (noted,) = ledger(
        found, corrections=[correction("match", entry.id, "e-none"), correction("settle", entry.id, "kept")]
    )
    assert noted.status == entry.status
    assert len([note for note in noted.notes if note.startswith("correction")]) == 2
