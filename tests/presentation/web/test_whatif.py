"""What-ifs: the address is the scenario, errors stand beside their fields, rows are those of the command."""

import tomllib
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from fastapi.testclient import TestClient

from comity import api
from comity.presentation.web.whatif_asked import MOST, asked_of, asked_of_conditional, toml_of

from .helpers import settled, sound

ASKED = {"dyad": "JPN-KOR", "months": "6", "seed": "3", "input1": "summit", "date1": "2026-01"}


def test_an_empty_form_explains_itself(desk: TestClient) -> None:
    found = desk.get("/whatif")
    assert found.status_code == 200 and "Assume something of two states" in found.text
    sound(found.text)


def test_a_scenario_is_run_beside_what_would_come_without(desk: TestClient, record: Path) -> None:
    found = settled(desk, "/whatif", params=ASKED)
    assert found.status_code == 200
    sound(found.text)
    for words in ("What if: A summit", "without what is assumed", "Precedents of a summit", 'src="/whatif.svg?'):
        assert words in found.text
    assert 'href="/incidents/' in found.text
    told = settled(desk, "/whatif.json", params=ASKED).json()
    row = {"input": "summit", "date": "2026-01-01"}
    same = api.whatif({"dyad": "JPN-KOR", "months": 6, "seed": 3, "intervention": [row]}, record=record)
    assert told["count"] == 6
    assert [each["difference"]["mean"] for each in told["rows"]] == [each.difference.mean for each in same.rows]
    head = settled(desk, "/whatif.csv", params=ASKED).text.splitlines()[0]
    assert head.startswith("dyad,start,end,baseline_mean,baseline_low,baseline_high,scenario_mean")
    assert settled(desk, "/whatif.svg", params=ASKED).text.startswith("<svg")
    precedents = settled(desk, "/whatif.json", params={**ASKED, "rows": "precedents"}).json()
    assert precedents["count"] == sum(len(each.precedents) for each in same.effects)


def test_the_scenario_is_a_file_of_the_command(desk: TestClient) -> None:
    hostile = {**ASKED, "note1": 'a "note" \\ of <b>words</b>', "title": "Ceci n’est pas"}
    found = desk.get("/whatif.toml", params=hostile)
    told = tomllib.loads(found.text)
    assert told["title"] == "Ceci n’est pas" and told["intervention"][0]["note"] == hostile["note1"]
    assert str(told["intervention"][0]["date"]) == "2026-01-01"
    asked = asked_of(hostile)
    assert asked.scenario is not None and tomllib.loads(toml_of(asked.scenario)) == told


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"input1": "sumit"}, "input1"),
        ({"input1": ""}, "input1"),
        ({"date1": ""}, "date1"),
        ({"date1": "soon"}, "date1"),
        ({"date1": "2026-13"}, "date1"),
        ({"months": "99"}, "months"),
        ({"seed": "-1"}, "seed"),
        ({"dyad": "JPN-ATL"}, "dyad"),
        ({"dyad": ""}, "dyad"),
        ({"dyad": "JPN>KOR"}, "dyad"),
        ({"camp1": "new"}, None),
        ({"successor1": "a successor"}, "successor1"),
        ({"pledge1": "p-1"}, "pledge1"),
        ({"as_of": "someday"}, "as_of"),
    ],
)
def test_each_error_stands_beside_its_field(changed: dict[str, str], field: str | None) -> None:
    found = asked_of({**ASKED, **changed})
    assert set(found.errors) == ({field} if field else set())
    assert (found.scenario is None) == (field is not None)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"date1": "1999-03"}, "date1"),
        ({"date1": "2050"}, "date1"),
        ({"by1": "XQX"}, "by1"),
        ({"input1": "leader-replaced", "state1": "CHN"}, "state1"),
        ({"input1": "pledge-kept", "pledge1": "p-nothing"}, "pledge1"),
        ({"dyad": "MOZ-ZWE"}, "dyad"),
    ],
)
def test_what_the_run_refuses_stands_beside_its_field_too(
    desk: TestClient, changed: dict[str, str], field: str
) -> None:
    found = settled(desk, "/whatif", params={**ASKED, **changed})
    assert found.status_code == 400 and f'id="{field}-wrong"' in found.text
    assert f'aria-describedby="{field}-wrong"' in found.text
    sound(found.text)
    assert desk.get("/whatif.toml", params={"dyad": "JPN-KOR"}).status_code == 400


def test_a_reports_conditional_becomes_an_address_that_runs(record: Path) -> None:
    found = api.scenarios("JPN-KOR", record=record)
    assert found
    for each in found:
        asked = asked_of(dict(parse_qsl(urlsplit(asked_of_conditional(each)).query)))
        assert not asked.errors and asked.scenario is not None
        assert asked.scenario.dyad == "JPN-KOR" and asked.scenario.interventions[0].input == each.input


def test_the_form_shows_one_more_intervention_than_are_told() -> None:
    assert asked_of({}).shown == 1
    assert asked_of(ASKED).shown == 2
    assert asked_of({f"input{at}": "summit" for at in range(1, MOST + 1)}).shown == MOST


def test_nothing_that_is_typed_runs(desk: TestClient) -> None:
    found = desk.get("/whatif", params={"title": "<script>alert(1)</script>", "dyad": '"><img>'})
    assert found.status_code == 400 and "<script>alert" not in found.text and "<img>" not in found.text
    assert desk.get("/whatif", params={"title": "x" * 301}).status_code == 400
    assert desk.get("/whatif", params={"strength1": "2"}).status_code == 400
