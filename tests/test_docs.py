"""The docs tell everything there is: commands, options, fields, columns; and their examples run."""

import re
import shlex
import shutil
from pathlib import Path
from typing import Any, get_args

import msgspec
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from comity.codebook.lint import dictionary
from comity.exchange import Export, Provenance, shipped
from comity.model import (
    Backtest,
    Coding,
    Compaction,
    Comparison,
    Conditional,
    Correction,
    FollowSummary,
    Forecast,
    Foresight,
    Frozen,
    Grade,
    Health,
    ImportSummary,
    Incident,
    LedgerPledge,
    Migration,
    Person,
    Prospect,
    RecodeSummary,
    Relation,
    Run,
    RunSummary,
    Settled,
    Standing,
    WhatIf,
)
from comity.presentation.cli import app
from comity.presentation.filters import KINDS
from comity.presentation.views import SOURCE, TABLES

ROOT = Path(__file__).parent.parent
COMMANDS = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
FIELDS = (ROOT / "docs/fields.md").read_text(encoding="utf-8")
CODEBOOK = (ROOT / "docs/codebook.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """The part of a page below a heading of the second level."""
    match = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert match, f"no section {title}"
    return match[1]


def structs(root: Any) -> set[type[msgspec.Struct]]:
    """Every struct that the fields of one lead to, itself included."""
    found: set[type[msgspec.Struct]] = set()
    todo = [root]
    while todo:
        each = todo.pop()
        if isinstance(each, type) and issubclass(each, msgspec.Struct) and each not in found:
            found.add(each)
            todo += [field.type for field in msgspec.structs.fields(each)]
        todo += list(get_args(each))
    return found


@pytest.mark.parametrize("name", sorted(get_command(app).commands))  # type: ignore[attr-defined]
def test_every_command_and_option_is_documented(name: str) -> None:
    table = name in TABLES
    heading = "The tables of the record" if table else next(
        line.removeprefix("## ") for line in COMMANDS.splitlines() if re.match(rf"## comity {name}\b", line)
    )  # fmt: skip
    told = section(COMMANDS, heading)
    assert not table or f"`comity {name}`" in told
    command = get_command(app).commands[name]  # type: ignore[attr-defined]
    below = getattr(command, "commands", {})
    for inner in below:
        assert f"`comity {name} {inner} " in told
    for parameter in (each for one in (command, *below.values()) for each in one.params):
        for option in parameter.opts:
            if option.startswith("--") and option != "--help":
                assert f"`{option}" in told, f"{name} {option}"


def test_every_exit_status_is_documented() -> None:
    from comity import errors
    from comity.presentation.cli import running

    statuses = {
        each.exit_status
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.ComityError)
    }
    told = {int(number) for number in re.findall(r"^\| (\d+) \|", section(COMMANDS, "Exit statuses"), re.MULTILINE)}
    assert told == statuses | {0, running.INTERRUPTED, running.PIPE_CLOSED}


def test_every_setting_is_documented() -> None:
    from comity.config import Settings

    for name in Settings.__struct_fields__:
        assert f"| `{name}` | `COMITY_{name.upper()}` |" in section(COMMANDS, "Settings")


_TOLD = (
    Coding, Incident, RunSummary, Correction, Comparison, LedgerPledge, Settled, Foresight, Person, ImportSummary,
    Relation, Standing, Export, Provenance, WhatIf, Conditional, Backtest, Forecast,
    Frozen, Grade, Prospect, FollowSummary, Health, Run, Migration, Compaction, RecodeSummary,
)  # fmt: skip
_STRUCTS = {each for told in _TOLD for each in structs(told)}


@pytest.mark.parametrize("struct", sorted(_STRUCTS, key=lambda s: s.__name__))
def test_every_field_is_documented(struct: type[msgspec.Struct]) -> None:
    told = re.findall(r"^\| `(\w+)` \| (.+) \|$", section(FIELDS, struct.__name__), re.MULTILINE)
    assert [name for name, _ in told] == list(struct.__struct_encode_fields__)
    assert all(len(meaning) > 3 for _, meaning in told)


def test_the_columns_of_views_are_documented() -> None:
    for name in SOURCE:
        assert f"`{name}`" in FIELDS.split("## Flat columns")[0]


def test_every_column_of_the_codebook_is_documented() -> None:
    for row in dictionary():
        lines = section(CODEBOOK, row["table"]).splitlines()
        line = next((line for line in lines if line.startswith(f"| `{row['column']}`")), "")
        plain = row["meaning"].replace("|", "`\\|`")
        assert plain in line, f"{row['table']}.{row['column']}"


def test_words_of_type_are_those_of_the_model() -> None:
    structs_by_table = {
        "agreements": "Agreement",
        "pledges": "Pledge",
        "positions": "Position",
        "assessments": "Assessment",
    }
    for table, struct in structs_by_table.items():
        field, words = KINDS[table]
        types = {each.__name__: each for each in structs(Coding)}
        model = next(each for each in msgspec.structs.fields(types[struct]) if each.name == field)
        assert set(get_args(model.type)) == set(words)


def test_the_examples_of_the_commands_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "tests/gold").mkdir(parents=True)
    few = (ROOT / "tests/gold/events.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)[:3]
    for name in ("my-gold.jsonl", "tests/gold/events.jsonl"):
        (tmp_path / name).write_text("".join(few), encoding="utf-8")
    (tmp_path / "tests/gold/floors.json").write_text("{}")
    for chronicle in shipped():
        shutil.copy(chronicle, tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COMITY_RECORD", raising=False)
    lines = re.findall(r"^\$ comity (.+)$", COMMANDS, re.MULTILINE)
    assert len(lines) > 20
    for line in lines:
        result = CliRunner().invoke(app, shlex.split(line))
        assert result.exit_code == 0, f"comity {line}: {result.output}"
    assert (tmp_path / "brief.html").stat().st_size > 1000
    assert (tmp_path / "events.parquet").exists()
