"""The house stays as it is drawn: rooms in their order, entered by their doors, small files and functions."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import comity

HOUSE = Path(comity.__file__).parent
ROOMS = (
    "model", "codebook", "reading", "recognition", "coding", "scoring", "record", "ledger", "exchange", "following",
    "measurement", "forecasting", "simulation", "presentation", "scaling",
)  # fmt: skip
OPEN = {"config", "errors", "model"}
# The files beside the rooms, and the rooms that each may call.
ABOVE_THE_ROOMS = {
    "pipeline": set(ROOMS) - {"presentation", "scaling"},
    "api": set(ROOMS) | {"pipeline"},
    "__init__": {"api", "codebook"},
    "__main__": {"presentation"},
    "config": set(),
    "errors": set(),
}
MAY_CALL_BACK = {"presentation": {"pipeline", "api"}, "scaling": {"pipeline"}}

# Imports that pass by a room's door, each with its reason.
SIDE_DOORS = {
    ("recognition", "model.values"): "the words of a precision, a part of Date and no noun of its own",
    ("coding", "recognition.tree"): "the shape of a parse, which frames and roles are read from",
    (
        "coding",
        "recognition.arguments",
    ): "subjects and objects of a predicate, shared with the finding of quotes",
    ("coding", "recognition.scene"): "the names laid over the sentences",
    (
        "coding",
        "codebook.rows",
    ): "tables that only one coder reads (hedges, directions, tone) have no row type",
    (
        "presentation",
        "coding.events",
    ): "explain codes one sentence again, to show the candidates and the runner-up",
    ("presentation", "coding.stage"): "the stage that explain sets for it",
    ("presentation", "codebook.lint"): "run by one command only, and slow to import for the others",
    ("presentation", "codebook.lookup"): "run by one command only",
    (
        "presentation",
        "codebook.rows",
    ): "the desk's codebook shows the words that hedge, a table without a row type",
    ("api", "codebook.lookup"): "run by one command only",
    (
        "api",
        "presentation.filters",
    ): "the API and the command line check words alike; the room's door stays small",
    ("api", "presentation.views"): "rows for functions and commands alike; the room's door stays small",
    ("api", "presentation.flat"): "exports lay rows out as the tables do",
    ("api", "presentation.corrected"): "the table of corrections, as with the views",
    ("api", "presentation.imported"): "the table of imported files, as with the views",
    ("api", "presentation.runs"): "the table of runs, as with the views",
    ("api", "presentation.metrics"): "the text that the desk serves, and nothing else of the room",
    ("api", "presentation.explaining"): "it needs the coder, which the brief does without",
    ("__main__", "presentation.cli"): "the console's entry point",
}
LONG_FILES: dict[str, str] = {
    "coding/events.py": "one walk from a predicate to its event; parting it would part what decides together",
    "recognition/people.py": "the name of a person is found by rules that share their state",
}
# Files besides the API that may read the clock, each with its reason.
CLOCKS = {
    "presentation/web/sessions.py": "a session of who corrects ends after some hours",
}
LONG_FUNCTIONS: dict[str, str] = {}


def sources() -> list[Path]:
    return sorted(HOUSE.rglob("*.py"))


def room_of(path: Path) -> str:
    first = path.relative_to(HOUSE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """The modules of the house that a file imports, without the leading "comity."."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written in full"
            names = [node.module or ""]
            if node.module == "comity":
                names = [f"comity.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.removeprefix("comity.") for name in names if name.startswith("comity."))


def test_each_room_imports_only_from_rooms_above_it() -> None:
    wrong = []
    for path in sources():
        room = room_of(path)
        if room in ROOMS:
            allowed = {*ROOMS[: ROOMS.index(room) + 1], *OPEN, *MAY_CALL_BACK.get(room, set())}
        else:
            allowed = {*ABOVE_THE_ROOMS[room], *OPEN, room}
        wrong += [
            f"{path.relative_to(HOUSE)} imports {name}" for name in imports(path) if name.split(".")[0] not in allowed
        ]
    assert wrong == []


def test_rooms_are_entered_by_their_doors() -> None:
    wrong = []
    for path in sources():
        room = room_of(path)
        for name in imports(path):
            target, _, inner = name.partition(".")
            if inner and target in ROOMS and target != room:
                door = ".".join(name.split(".")[:2])
                if (room, door) not in SIDE_DOORS:
                    wrong.append(f"{path.relative_to(HOUSE)} imports {name}")
    assert wrong == []


def test_every_side_door_is_used() -> None:
    used = {(room_of(path), ".".join(name.split(".")[:2])) for path in sources() for name in imports(path)}
    assert set(SIDE_DOORS) - used <= {("coding", "recognition.scene"), ("coding", "codebook.rows")}


def code_lines(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def test_files_stay_under_300_lines() -> None:
    long = {str(path.relative_to(HOUSE)): code_lines(path) for path in sources() if code_lines(path) > 300}
    assert set(long) <= set(LONG_FILES), long


def test_functions_stay_under_60_lines() -> None:
    long = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                size = (node.end_lineno or node.lineno) - node.lineno + 1
                if size > 60:
                    long[f"{path.relative_to(HOUSE)}:{node.name}"] = size
    assert set(long) <= set(LONG_FUNCTIONS), long


def test_the_pipeline_fits_one_screen() -> None:
    assert len((HOUSE / "pipeline.py").read_text(encoding="utf-8").splitlines()) < 120


def test_only_the_command_line_writes_to_the_terminal() -> None:
    for path in sources():
        if path.is_relative_to(HOUSE / "presentation" / "cli"):
            continue
        calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
        assert not [c for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"], path


# What turns bytes into deeds: none of it is used, so no file, feed, record or reader can bring any to run.
DEEDS = {
    "pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "marshal", "shelve", "dbm", "yaml", "telnetlib",
    "pdb", "code", "codeop", "runpy", "imp",
}  # fmt: skip
# XML is read by feedparser alone, after what `reading/feeds.py` looks at before; HTML by trafilatura, apart.
XML = {"xml", "lxml", "defusedxml", "xmltodict"}
CALLS = {"eval", "exec", "compile", "__import__"}
ATTRIBUTES = {
    "os": {"system", "popen", "spawnl", "spawnv", "execv", "execl", "execve"},
    "tempfile": {"mktemp"},
    "subprocess": {"getoutput", "getstatusoutput"},
}
# Who starts programs (always this Python, by its words and not by a line for a shell), each with its reason.
STARTERS = {
    "reading/parsing.py": "web pages and PDFs are parsed apart",
    "presentation/index/keeping.py": "a desk's index is kept up beside it",
    "presentation/web/desk.py": "it starts that keeper, and ends it",
    "presentation/web/querying.py": "SQL of readers is answered apart",
}
# Who extracts from archives: streams of rows alone are read, and no name in an archive becomes a path.
UNZIPPERS = {"exchange/opening.py", "exchange/bundle.py", "presentation/web/forms.py"}


def _called(node: ast.AST) -> tuple[str, str]:
    """The owner and the name of what a call calls: ("os", "system"), ("", "eval")."""
    if not isinstance(node, ast.Call):
        return "", ""
    if isinstance(node.func, ast.Attribute):
        return (node.func.value.id if isinstance(node.func.value, ast.Name) else "", node.func.attr)
    return "", node.func.id if isinstance(node.func, ast.Name) else ""


def _imported(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module != "xml.sax.saxutils":  # it escapes, and reads nothing
            found.add((node.module or "").split(".")[0])
    return found


def test_no_bytes_become_deeds() -> None:
    for path in sources():
        name = path.relative_to(HOUSE).as_posix()
        modules = _imported(path)
        assert not modules & (DEEDS | XML), name
        assert "subprocess" not in modules or name in STARTERS, name
        assert not modules & {"zipfile", "tarfile"} or name in UNZIPPERS, name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            owner, called = _called(node)
            assert owner or called not in CALLS, (name, called)
            assert called not in ATTRIBUTES.get(owner, set()), (name, called)
            assert called not in {"extractall", "unpack_archive"}, (name, called)
            if isinstance(node, ast.keyword):
                true = isinstance(node.value, ast.Constant) and node.value.value is True
                assert not (node.arg in {"shell", "allow_pickle"} and true), (name, node.arg)
    assert set(STARTERS) == {p.relative_to(HOUSE).as_posix() for p in sources() if "subprocess" in _imported(p)}


def test_the_clock_is_read_in_one_place() -> None:
    clock = {"now", "utcnow", "today", "time"}
    for path in sources():
        if room_of(path) == "api" or path.relative_to(HOUSE).as_posix() in CLOCKS:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in clock:
                owner = node.func.value
                assert not (isinstance(owner, ast.Name) and owner.id in {"datetime", "date", "time"}), path


def test_the_public_names_are_pinned() -> None:
    assert comity.__all__ == [
        "Coding", "ComityError", "Event", "Incident", "Report", "Settings", "__version__", "actors",
        "agreements", "assessments", "backtest", "bench", "brief", "check", "code", "code_text", "codebook",
        "codings", "compact", "compare", "correct", "corrections", "events", "explain", "export", "follow", "forecast",
        "foresight", "grades", "import_events", "imports", "incidents", "load_settings", "meanings", "metrics",
        "migrate", "pledges", "positions", "read", "recode", "relation", "relations", "reports", "runs", "scenarios",
        "statements", "whatif",
    ]  # fmt: skip
    for name in comity.__all__:
        assert getattr(comity, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        comity.nothing  # noqa: B018
