"""Corrections from the desk: only with the token, only from its own forms, each kept with who, when and why."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

import comity
from comity.config import Settings
from comity.presentation.web import create_app

TOKEN = "a-token-for-the-tests-of-this-page"


@pytest.fixture(scope="module")
def editable(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[TestClient, Path]]:
    copy = tmp_path_factory.mktemp("edited") / "record"
    shutil.copytree(record, copy)
    app = create_app(Settings(record=str(copy)), token=TOKEN, keep=False)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, copy


def signed_in(client: TestClient) -> None:
    told = client.post("/sign-in", data={"who": "An analyst", "token": TOKEN}, follow_redirects=False)
    assert told.status_code == 303
    assert "httponly" in told.headers["set-cookie"].lower()
    assert "samesite=strict" in told.headers["set-cookie"].lower()


def marked(client: TestClient) -> str:
    found = re.search(r'name="mark" value="(\w+)"', client.get("/correct").text)
    assert found
    return found[1]


def test_a_desk_without_edit_is_read_only(desk: TestClient) -> None:
    assert desk.get("/correct").status_code == 403
    assert desk.get("/sign-in").status_code == 403
    assert desk.post("/correct", data={"id": "e-1", "action": "withdraw", "why": "x"}).status_code == 403
    assert desk.post("/sign-in", data={"who": "x", "token": ""}).status_code == 403


def test_a_wrong_token_signs_nobody_in(editable: tuple[TestClient, Path]) -> None:
    client, _ = editable
    client.cookies.clear()
    assert client.post("/sign-in", data={"who": "x", "token": "wrong"}).status_code == 401
    assert client.post("/sign-in", data={"who": "", "token": TOKEN}).status_code == 401
    assert client.get("/correct", follow_redirects=False).headers["location"].startswith("/sign-in?to=")


def test_a_withdrawn_event_leaves_the_views_and_comes_back(editable: tuple[TestClient, Path]) -> None:
    client, record = editable
    signed_in(client)
    event = client.get("/events.json?per_page=1").json()["rows"][0]["id"]
    given = {"id": event, "action": "withdraw", "why": "told of another year", "mark": marked(client)}
    before = client.get("/events.json?per_page=1").json()["count"]
    done = client.post("/correct", data=given)
    assert done.status_code == 200
    assert "told of another year" in done.text
    assert client.get("/events.json?per_page=1").json()["count"] == before - 1
    (row,) = comity.corrections(record=record)
    assert (row["who"], row["action"], row["target"]) == ("An analyst", "withdraw", event)
    client.post("/correct", data={**given, "action": "restore", "why": "it was right"})
    assert client.get("/events.json?per_page=1").json()["count"] == before


def test_a_bad_correction_keeps_what_was_typed(editable: tuple[TestClient, Path]) -> None:
    client, _ = editable
    signed_in(client)
    given = {"id": "e-none", "action": "withdraw", "why": "<script>alert(1)</script>", "mark": marked(client)}
    told = client.post("/correct", data=given)
    assert told.status_code == 400
    assert "e-none" in told.text
    assert "<script>alert" not in told.text


def test_forged_forms_change_nothing(editable: tuple[TestClient, Path]) -> None:
    client, record = editable
    signed_in(client)
    before = len(comity.corrections(record=record))
    event = client.get("/events.json?per_page=1").json()["rows"][0]["id"]
    given = {"id": event, "action": "withdraw", "why": "x"}
    assert client.post("/correct", data={**given, "mark": "0" * 64}).status_code == 403
    assert client.post("/correct", data=given).status_code == 403
    elsewhere = {"origin": "http://elsewhere.example"}
    assert client.post("/correct", data={**given, "mark": marked(client)}, headers=elsewhere).status_code == 403
    client.cookies.clear()
    client.cookies.set("comity_desk", "QW4.9999999999.x." + "0" * 64)
    assert client.post("/correct", data={**given, "mark": "0" * 64}).status_code == 401
    assert len(comity.corrections(record=record)) == before


def test_nobody_is_sent_elsewhere_after_signing_in(editable: tuple[TestClient, Path]) -> None:
    client, _ = editable
    for to in ("https://elsewhere.example", "//elsewhere.example", "/correct//elsewhere", "/correct\\@elsewhere"):
        told = client.post("/sign-in", data={"who": "x", "token": TOKEN, "to": to}, follow_redirects=False)
        assert told.headers["location"] == "/corrections"
