"""The real server as a process of its own, spoken to with the official client: what an assistant would see."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from comity import api
from comity.config import Settings
from comity.errors import UsageError

pytest.importorskip("mcp")

import anyio
from load_record import load

from comity.presentation.mcp import TOOLS, answered
from comity.presentation.mcp.answers import EventsFound
from comity.presentation.mcp.bounds import LARGEST, fitted, shortened

HOUSE = Path(__file__).resolve().parents[2]
WRONG = (
    "'; DROP TABLE rows; --", "<script>alert(1)</script>", "../../etc/passwd", "\x00\x1b[31m", "JPN-JPN", "🜁-🜂",
    "ZZZ-QQQ", "A>B>C", "-" * 150, "",
)  # fmt: skip


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of 60 made-up reports."""
    folder = tmp_path_factory.mktemp("mcp") / "held"
    load(folder, reports=60, each=5, seed=3)
    return folder


def state(folder: Path) -> dict[str, str]:
    """Every file of a folder with the hash of what it holds."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def words_of(record: Path | str) -> list[str]:
    return ["-m", "comity", "mcp", "--record", str(record)]


def talk(record: Path, log: Path, *calls: tuple[str, dict[str, Any]]) -> tuple[list[Any], list[Any]]:
    """The tools, and what the server answers to these calls, one after another in one session."""
    from mcp.client.client import Client
    from mcp.client.stdio import StdioServerParameters, stdio_client

    server = StdioServerParameters(command=sys.executable, args=words_of(record), env={"PYTHONPATH": str(HOUSE)})

    async def run() -> tuple[list[Any], list[Any]]:
        with anyio.fail_after(240), log.open("w", encoding="utf-8") as errors:
            async with Client(stdio_client(server, errlog=errors)) as client:
                tools = (await client.list_tools()).tools
                return tools, [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(run)


@contextmanager
def asked(record: Path) -> Iterator[Any]:
    """The tools without the protocol: a function from name and arguments to the answer."""
    settings = Settings(record=str(record))
    yield lambda name, **arguments: answered(name, arguments, settings)


def test_a_session_lists_the_tools_and_calls_each_without_writing(record: Path, tmp_path: Path) -> None:
    happened = api.events(record=record, status="occurred")
    pairs = Counter(
        "-".join(sorted({each["actors"][0]["country"], each["recipients"][-1]["country"]})) for each in happened
    )
    dyad = pairs.most_common(1)[0][0]
    first = api.events(record=record, status="occurred", dyad=dyad)[0]
    before = state(record)
    tools, found = talk(
        record,
        tmp_path / "log",
        ("search_events", {"dyad": dyad, "limit": 3}),
        ("get_incident", {"id": first["id"]}),
        ("dyad_series", {"dyad": dyad, "period": "quarter"}),
        ("forecast", {"dyad": dyad, "target": "conflict", "horizon": 1}),
        ("pledges", {"limit": 2}),
        ("brief", {"dyad": dyad}),
    )
    assert [tool.name for tool in tools] == [tool.name for tool in TOOLS]
    assert all(tool.annotations.read_only_hint and len(tool.description) > 150 for tool in tools)
    assert all(
        tool.input_schema["type"] == "object" and not tool.input_schema["additionalProperties"] for tool in tools
    )
    assert not any(answer.is_error for answer in found), found
    # Clients that know no structured answers get the same as text.
    assert all(json.loads(answer.content[0].text) == answer.structured_content for answer in found)
    events, incident, series, forecasts, pledges, brief = (answer.structured_content for answer in found)
    assert events["total"] >= len(events["rows"]) >= 1
    assert first["id"] in incident["incident"]["events"]
    assert first["id"] in [telling["event"]["id"] for telling in incident["tellings"]]
    assert series["rows"][0]["dyad"] == dyad and series["period"] == "quarter"
    assert forecasts["forecasts"][0]["base_rate"] is not None
    assert len(pledges["rows"]) <= 2 and pledges["total"] >= len(pledges["rows"])
    assert brief["markdown"].startswith("# ")
    assert state(record) == before


def test_what_is_wrong_is_answered_in_one_sentence_and_the_session_goes_on(record: Path, tmp_path: Path) -> None:
    large = "x" * 1_000_000
    bad: list[tuple[str, dict[str, Any]]] = [("dyad_series", {"dyad": word}) for word in WRONG]
    bad += [("get_incident", {"id": word}) for word in (*WRONG, "i-0000", "e-zzzz", "%", "_")]
    bad += [("search_events", {name: large}) for name in ("dyad", "type", "actor", "report", "since", "issue")]
    bad += [
        ("search_events", {"limit": 101}),
        ("search_events", {"offset": -1}),
        ("search_events", {"limit": "many"}),
        ("search_events", {"colour": "red"}),
        ("search_events", {"since": "yesterday"}),
        ("search_events", {"type": "MEETING"}),
        ("search_events", {"status": "happened"}),
        ("forecast", {"dyad": "CHL-PER", "horizon": 13}),
        ("forecast", {"dyad": "CHL-PER", "target": "peace"}),
        ("pledges", {"due_before": "soon"}),
        ("pledges", {"dyad": {"a": [1] * 1000}}),
        ("dyad_series", {}),
        ("drop_table", {}),
        (large, {}),
    ]
    _, found = talk(record, tmp_path / "log", *bad, ("search_events", {"limit": 1}))
    *wrong, right = found
    for (name, arguments), answer in zip(bad, wrong, strict=True):
        told = answer.content[0].text
        assert answer.is_error and answer.structured_content is None, (name[:40], str(arguments)[:80])
        assert told.endswith(".") and "\n" not in told and len(told) < 1000, told[:200]
        assert "Traceback" not in told and "nobody foresaw" not in told, told
    assert not right.is_error
    assert "Traceback" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_filters_are_those_of_the_table_of_events(record: Path) -> None:
    with asked(record) as ask:
        for words in ({"type": "CONSULT"}, {"status": "planned"}, {"since": "2018", "until": "2020-06"}, {}):
            rows = api.events(record=record, **words)
            found = ask("search_events", limit=100, **words)
            assert found["total"] == len(rows)
            assert [row["id"] for row in found["rows"]] == [row["id"] for row in rows[:100]]
            assert found["rows"][0] == rows[0]


def test_pages_follow_each_other_to_the_end(record: Path) -> None:
    with asked(record) as ask:
        ids, offset = [], 0
        while offset is not None:
            page = ask("search_events", limit=70, offset=offset)
            ids += [row["id"] for row in page["rows"]]
            offset = page["next_offset"]
        assert len(ids) == len(set(ids)) == page["total"] > 200
        assert ask("search_events", offset=1_000_000)["rows"] == []


def test_rows_of_other_coders_are_named_and_shown_when_asked_for(tmp_path: Path) -> None:
    from comity.exchange import shipped

    folder = tmp_path / "held"
    load(folder, reports=4, each=3, seed=1)
    for path in shipped():
        api.import_events("chronicle", path, record=folder)
    with asked(folder) as ask:
        (coder,) = ask("search_events")["others"]
        found = ask("search_events", coder=coder, limit=100)
        whole = api.events(record=folder, coder=coder)
        assert coder == "chronicle" and found["total"] == len(whole)
        assert [row["id"] for row in found["rows"]] == [row["id"] for row in whole[:100]]
        # What other coders do not tell is null, and the output schema says so.
        assert len(msgspec.convert(found, EventsFound).rows) == 100
        assert ask("search_events", coder="all")["total"] == len(api.events(record=folder, coder="all"))
        assert ask("search_events", coder=coder, offset=len(whole) - 1)["rows"][0]["id"] == whole[-1]["id"]


def test_an_incident_is_found_by_its_id_its_beginning_and_any_of_its_events(record: Path) -> None:
    several = max(api.incidents(record=record), key=lambda row: len(row["events"]))
    with asked(record) as ask:
        whole = ask("get_incident", id=several["id"])
        assert sorted(each["event"]["id"] for each in whole["tellings"]) == sorted(several["events"])
        for id in (several["id"][:14], *several["events"]):
            assert ask("get_incident", id=id) == whole
        for telling in whole["tellings"]:
            assert telling["source"]["outlet"] and telling["sentence"]


def test_promises_that_fall_due_before_a_day(record: Path) -> None:
    with asked(record) as ask:
        every = ask("pledges", limit=100)
        days = sorted(row["due"]["end"] for row in every["rows"] if row["due"])
        early = ask("pledges", due_before=days[1], limit=100)
        assert 1 <= early["total"] < every["total"]
        assert all(row["due"]["end"] < days[1] for row in early["rows"])
        named = every["rows"][0]
        one, other = sorted((named["parties"][0]["country"], named["to"][0]["country"]))
        assert named["id"] in [row["id"] for row in ask("pledges", dyad=f"{one}-{other}", limit=100)["rows"]]
        assert all(row["status"] == "open" for row in ask("pledges", status="open", limit=100)["rows"])


def test_a_record_whose_events_are_not_placed_is_answered_from_and_left_alone(tmp_path: Path) -> None:
    from load_codings import Load

    from comity.record import open_record

    folder = tmp_path / "unplaced"
    open_record(folder, create=True).append(list(Load(4, 5, 1).codings()), read_at="2030-01-01T00:00:00Z", run="one")
    before = state(folder)
    with asked(folder) as ask:
        event = ask("search_events", limit=1)["rows"][0]["id"]
        assert event in ask("get_incident", id=event)["incident"]["events"]
    assert state(folder) == before


def test_answers_stay_within_their_bounds() -> None:
    row = {"id": "e-1", "text": "x" * 50_000}
    kept, shown, notes = fitted([row] * 10)
    assert len(json.dumps(kept)) <= LARGEST and shown == len(kept) == 3 and "3 of 10" in notes[0]
    huge = {"id": "e-2", "text": "x" * LARGEST}
    assert fitted([huge, row]) == ([row], 2, [f"e-2 is left out: it alone is {LARGEST + 22} bytes long"])
    told, notes = shortened({"events": [f"e-{n}" for n in range(1000)]}, ("events",))
    assert len(told["events"]) == 200 and notes == ["the first 200 of 1000 events of the incident are shown"]


def test_only_protocol_is_on_standard_output(record: Path) -> None:
    hello = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    sent = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": hello},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call", "params": {"name": "brief", "arguments": {"dyad": "A-B"}}},
    ]
    lines = "".join(json.dumps(each) + "\n" for each in sent) + "no JSON at all\n"
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    process = subprocess.Popen(
        [sys.executable, *words_of(record)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, env=environment,
    )  # fmt: skip
    assert process.stdin is not None and process.stdout is not None and process.stderr is not None
    process.stdin.write(lines)
    process.stdin.flush()
    answers = [json.loads(process.stdout.readline()) for _ in range(2)]
    process.stdin.close()
    rest, told = process.stdout.read(), process.stderr.read()
    assert process.wait(30) == 0
    assert [each["id"] for each in answers] == [1, 2] and answers[1]["result"]["isError"]
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in rest.splitlines())
    assert f"serving {record}" in told and "Traceback" not in told


def test_without_a_record_the_command_says_so(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(HOUSE)}
    none = subprocess.run(
        [sys.executable, *words_of(tmp_path / "none")], capture_output=True, text=True, env=environment, check=False
    )
    assert none.returncode == 4 and "no record lies here" in none.stderr and none.stdout == ""


def test_without_the_sdk_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from comity.errors import ExtraMissing
    from comity.presentation.mcp import serve

    monkeypatch.setitem(sys.modules, "mcp.server.stdio", None)
    with pytest.raises(ExtraMissing, match=re.escape("pip install 'comity[mcp]'")):
        serve(Settings())


def test_an_unknown_tool_is_refused() -> None:
    with pytest.raises(UsageError, match="take one of search_events"):
        answered("write_events", {}, Settings())


def test_the_page_tells_every_tool_argument_and_field() -> None:
    page = (HOUSE / "docs" / "mcp.md").read_text(encoding="utf-8")
    for tool in TOOLS:
        told = page[page.index(f"## {tool.name}\n") :].partition("\n## ")[0]
        for name in (*tool.ask.__struct_fields__, *tool.answer.__struct_fields__):
            assert f"`{name}`" in told, (tool.name, name)
