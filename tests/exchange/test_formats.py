"""Each published layout, read as its coders mean it."""

from pathlib import Path
from typing import Any

import pytest

import comity
from comity.exchange import rows_table
from comity.model import ImportSummary
from tests.exchange.samples import ACLED, CHRONICLE, CLINE, POLECAT, RELEASE, comma, gdelt_row, row, tabbed


def imported(tmp_path: Path, format: str, path: Path) -> tuple[ImportSummary, list[dict[str, Any]]]:
    record = tmp_path / "record"
    found = comity.import_events(format, path, record=record)
    return found, sorted(rows_table(record).everything(), key=lambda each: (each["date"], each["id"]))


def test_the_release_of_icews(tmp_path: Path) -> None:
    told = row(
        RELEASE, event_id="77", event_date="2016-07-08", source_name="Coast Guard (Vietnam)",
        source_sectors="Government,Military", source_country="Vietnam", event_text="Criticize or denounce",
        cameo_code="111", intensity="-2", target_name="Unspecified Actor", target_sectors="Unspecified",
        target_country="NA", story_id="5", publisher="A Wire", city="NA", province="Thanh Pho Ha Noi",
        country="Vietnam", latitude="21.02", longitude="105.8",
    )  # fmt: skip
    _, (first,) = imported(tmp_path, "icews", tabbed(tmp_path / "r.tab", [RELEASE, told]))
    assert (first["id"], first["layout"], first["actor"], first["actor_sector"]) == (
        "icews:77",
        "release",
        "VNM",
        "MIL",
    )
    assert (first["recipient"], first["recipient_name"]) == (None, "Unspecified Actor")
    assert (first["type"], first["mode"], first["intensity"], first["source"]) == (
        "ACCUSE",
        "disapprove",
        -2.0,
        "A Wire",
    )
    assert (first["place"], first["country"], first["latitude"], first["story"]) == (
        "Thanh Pho Ha Noi", "VNM", 21.02, "5",
    )  # fmt: skip


@pytest.mark.parametrize("version", ["1.0", "2.0"])
def test_gdelt(version: str, tmp_path: Path) -> None:
    actor = {"Actor1Name": "BUCHAREST", "Actor1CountryCode": "ROM", "Actor1Type1Code": "GOV"}
    place = {"ActionGeo_FullName": "Iasi, Iasi, Romania", "ActionGeo_Lat": "47.2", "ActionGeo_Long": "27.6"}
    told = [
        gdelt_row(version, GLOBALEVENTID="1", SQLDATE="20150304", **actor, Actor2CountryCode="MDA", EventCode="020",
                  EventRootCode="02", QuadClass="1", GoldsteinScale="3.0", NumArticles="4",
                  SOURCEURL="https://www.wire.example/a/b", **place),
        gdelt_row(version, GLOBALEVENTID="2", SQLDATE="20150305", Actor1CountryCode="AFR", Actor2Name="UNITED NATIONS",
                  Actor2KnownGroupCode="UNO", EventCode="010", EventRootCode="01", GoldsteinScale="0",
                  SOURCEURL="BBC Monitoring"),
    ]  # fmt: skip
    _, (first, second) = imported(tmp_path, "gdelt", tabbed(tmp_path / "g.csv", told))
    assert (first["layout"], first["actor"], first["recipient"], first["dyad"]) == (version, "ROU", "MDA", "MDA-ROU")
    # GDELT puts appeals under cooperation; the codebook does not.
    assert (first["type"], first["quad"], first["intensity"]) == ("REQUEST", "verbal conflict", 3.0)
    assert (first["source"], first["url"], first["reports"]) == ("wire.example", "https://www.wire.example/a/b", 4)
    assert (first["place"], first["country"], first["latitude"]) == ("Iasi, Iasi, Romania", "ROU", 47.2)
    assert (second["actor"], second["recipient"], second["recipient_sector"]) == (None, "IGO:UN", "IGO")
    assert (second["type"], second["quad"], second["source"]) == (None, "verbal cooperation", "BBC Monitoring")
    assert second["url"] is None and second["dyad"] is None


def test_gdelt_without_addresses_has_57_columns(tmp_path: Path) -> None:
    told = gdelt_row("1.0", GLOBALEVENTID="1", SQLDATE="19790104", Actor1CountryCode="PER", EventCode="190")[:-1]
    found, (first,) = imported(tmp_path, "gdelt", tabbed(tmp_path / "g.csv", [told]))
    assert found.files[0].layout == "1.0" and (first["type"], first["url"]) == ("ASSAULT", None)


def test_polecat(tmp_path: Path) -> None:
    told = [
        row(POLECAT, event_id="P1", event_date="2021-03-04", event_type="PROTEST", event_mode="demo", intensity="-4.5",
            contexts="human_rights;Pro-democracy", actor_name="Students", actor_country="Chile",
            primary_actor_sector="EDU", recipient_name="Government of Chile", recipient_iso3="CHL",
            primary_recipient_sector="GOV", source="A Wire", city="Arica", country="CHL"),
        row(POLECAT, event_id="P2", event_date="2021-03-05", event_type="SANCTION", event_mode="frown",
            contexts="moonlight", actor_name="the foreign ministry", actor_cow="135", recipient_cow="BOL"),
        row(POLECAT, event_id="P3", event_date="2021-03-06", event_type="DANCE"),
    ]  # fmt: skip
    found, (first, second) = imported(tmp_path, "polecat", tabbed(tmp_path / "p.txt", [POLECAT, *told]))
    assert (first["type"], first["mode"], first["intensity"], first["actor_sector"]) == ("PROTEST", "demo", -4.5, "EDU")
    assert (first["contexts"], first["dyad"], first["country"]) == (["human_rights", "pro_democracy"], None, "CHL")
    assert (second["actor"], second["recipient"], second["dyad"]) == ("PER", "BOL", "BOL-PER")
    assert (second["mode"], second["intensity"], second["contexts"]) == (None, -6.0, [])
    assert {each.reason: each.samples for each in found.losses} == {
        "unknown mode": ("frown",), "unknown context": ("moonlight",),
    }  # fmt: skip
    assert [(each.reason, each.samples) for each in found.skips] == [("unknown code", ("DANCE",))]


@pytest.mark.parametrize("delimiter", ["tab", "comma"])
def test_phoenix_of_the_open_event_data_alliance(delimiter: str, tmp_path: Path) -> None:
    told = ["E1", "20140620", "2014", "6", "20", "PERGOVMIL", "PER", "GOV", "", "IGOUNO", "IGO", "", "", "042", "04",
            "1", "1.9", "", "-12.0", "-77.0", "Lima", "Lima", "PER", "s1", "https://wire.example/x;https://y.example",
            "wire"]  # fmt: skip
    write = tabbed if delimiter == "tab" else comma
    _, (first,) = imported(tmp_path, "phoenix", write(tmp_path / "events.full.20140620.txt", [told]))
    assert (first["layout"], first["actor"], first["actor_sector"]) == ("oeda", "PER", "GOV")
    assert (first["recipient"], first["recipient_sector"], first["dyad"]) == ("IGO:UN", "IGO", None)
    assert (first["type"], first["mode"], first["intensity"]) == ("CONSULT", "visit", 1.9)
    assert (first["url"], first["country"], first["place"]) == ("https://wire.example/x", "PER", "Lima")


def test_phoenix_of_the_cline_center(tmp_path: Path) -> None:
    # Its codes are numbers: the noughts at the front are gone, and the root tells 010 from 100.
    told = [
        row(CLINE, eid="1", story_date="1979-01-02", source="SUNGOV", source_root="SUN", source_agent="GOV",
            target="AFG", target_root="AFG", code="10", root_code="1", goldstein="0.0", aid="a1", process="FBIS"),
        row(CLINE, eid="2", story_date="1/3/1979", source="SUNMIL", source_root="SUN", source_agent="MIL",
            target="AFGREB", target_root="AFG", target_agent="REB", code="190", root_code="19", goldstein="-10"),
    ]  # fmt: skip
    _, (first, second) = imported(tmp_path, "phoenix", comma(tmp_path / "PhoenixFBIS.csv", [CLINE, *told]))
    assert (first["cameo"], first["type"], first["dyad"], first["story"]) == ("010", None, "AFG-SUN", "a1")
    assert (second["type"], second["actor_sector"], second["recipient_sector"]) == ("ASSAULT", "MIL", "REB")
    assert second["date"].isoformat() == "1979-01-03"


def test_acled(tmp_path: Path) -> None:
    told = [
        row(ACLED, event_id_cnty="KEN1", event_date="26 March 2022", time_precision="1", event_type="Protests",
            sub_event_type="Peaceful protest", actor1="Protesters (Kenya)", inter1="6", country="Kenya",
            location="Kisumu", latitude="-0.1", longitude="34.7", source="A Daily", notes='They "sat" down,\nall day.'),
        row(ACLED, event_id_cnty="UKR2", event_date="2022-03-27", time_precision="2", event_type="Battles",
            sub_event_type="Armed clash", actor1="Military Forces of Ukraine (2019-)", inter1="State forces",
            actor2="Military Forces of Russia (2000-)", inter2="External/Other forces", country="Ukraine"),
        row(ACLED, event_id_cnty="UKR3", event_date="2022-03-27", event_type="Strategic developments",
            sub_event_type="Other", actor1="Military Forces of Ukraine (2019-)"),
    ]  # fmt: skip
    found, (first, second) = imported(tmp_path, "acled", comma(tmp_path / "acled.csv", [ACLED, *told]))
    assert (first["id"], first["actor"], first["type"], first["mode"]) == ("acled:KEN1", "KEN", "PROTEST", "demo")
    assert (first["label"], first["precision"], first["place"]) == ("Peaceful protest", "day", "Kisumu")
    assert (second["dyad"], second["type"], second["precision"]) == ("RUS-UKR", "ASSAULT", "week")
    assert second["actor_name"] == "Military Forces of Ukraine (2019-)"
    assert [(each.reason, each.rows, each.samples) for each in found.skips] == [("unknown code", 1, ("Other",))]


def chronicle(tmp_path: Path, **cells: str) -> tuple[ImportSummary, list[dict[str, Any]]]:
    plain = {"date": "1978-10-23", "precision": "day", "actors": "PER", "recipients": "CHL", "type": "CONSULT"}
    told = row(CHRONICLE, **{**plain, "status": "occurred", "text": "The two sides met.", **cells})
    return imported(tmp_path, "chronicle", comma(tmp_path / "chronicle.csv", [CHRONICLE, told]))


def test_the_chronicle(tmp_path: Path) -> None:
    found, (first,) = chronicle(
        tmp_path, actors="PER|CHL", recipients="CHL|PER", mode="visit", issues="history", source="treaty series",
        confidence_note="the day is sure",
    )  # fmt: skip
    assert (first["joint"], first["dyad"], first["type"], first["mode"]) == (True, "CHL-PER", "CONSULT", "visit")
    assert (first["label"], first["source"], first["note"]) == (
        "The two sides met.",
        "treaty series",
        "the day is sure",
    )
    assert (first["issues"], found.files[0].licence) == (["history"], "CC BY 4.0")


def test_a_row_of_the_chronicle_with_several_sides_gives_a_row_a_pair(tmp_path: Path) -> None:
    found, made = chronicle(tmp_path, actors="PER|CHL", recipients="BOL")
    assert [(each["actor"], each["recipient"], each["joint"]) for each in made] == [
        ("PER", "BOL", False), ("CHL", "BOL", False),
    ] or sorted(each["actor"] for each in made) == ["CHL", "PER"]  # fmt: skip
    assert (found.rows, found.files[0].rows, found.skipped) == (1, 1, 0)


@pytest.mark.parametrize(
    ("written", "precision", "day", "kept"),
    [
        ("1951", "year", "1951-01-01", "year"),
        ("1951-07", "month", "1951-07-01", "month"),
        ("1951-07-09", "month", "1951-07-01", "month"),
        ("1951-07-09", "", "1951-07-09", "day"),
    ],
)
def test_a_year_or_month_is_its_first_day(written: str, precision: str, day: str, kept: str, tmp_path: Path) -> None:
    _, (first,) = chronicle(tmp_path, date=written, precision=precision)
    assert (first["date"].isoformat(), first["precision"]) == (day, kept)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"date": "1951", "precision": "day"}, "no date that can be read"),
        ({"date": "1880-01-01"}, "before 1900"),
        ({"date": "2990-01-01"}, "in the future"),
        ({"type": "DANCE"}, "unknown code"),
        ({"status": "dreamt"}, "a field that can't be read"),
        ({"actors": "", "recipients": ""}, "a field that can't be read"),
    ],
)
def test_rows_of_the_chronicle_that_cannot_be_used(cells: dict[str, str], reason: str, tmp_path: Path) -> None:
    found, made = chronicle(tmp_path, **cells)
    assert made == [] and [(each.reason, each.rows) for each in found.skips] == [(reason, 1)]


def test_what_a_row_of_the_chronicle_loses_is_counted(tmp_path: Path) -> None:
    found, (first,) = chronicle(tmp_path, mode="waltz", issues="history|tea", recipients="XYZ")
    assert {each.reason: each.samples for each in found.losses} == {
        "unknown mode": ("CONSULT waltz",), "unknown issue": ("tea",),
    }  # fmt: skip
    assert (first["mode"], first["issues"], first["recipient"]) == (None, ["history"], None)
    assert [each.name for each in found.unplaced_names] == ["XYZ"]
