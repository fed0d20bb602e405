"""The command line teaches: what there is, how to begin, what the statuses mean; and it does so fast."""

import re
import subprocess
import sys

import comity
from presentation.cli.conftest import call

NAMES = (
    "code", "read", "brief", "relation", "events", "incidents", "agreements", "pledges", "statements", "positions",
    "assessments", "foresight", "actors", "reports", "explain", "correct", "corrections", "codebook", "check",
)  # fmt: skip


def test_help_names_every_command_with_a_whole_sentence() -> None:
    shown = call("--help").stdout
    for name in NAMES:
        line = re.search(rf"^  {name} +(\S.+\.)$", shown, re.MULTILINE)
        assert line, name
        assert not line[1].endswith("...")
    assert "Start here:" in shown
    assert "Exit statuses:" in shown


def test_each_command_explains_itself_with_examples() -> None:
    for name in NAMES:
        result = call(name, "--help")
        assert result.exit_code == 0
        assert "Examples:" in result.stdout, name
        assert f"comity {name}" in result.stdout


def test_without_words_the_help_is_shown() -> None:
    assert "Start here:" in call().output


def test_the_version_is_shown() -> None:
    result = call("--version")
    assert result.exit_code == 0
    assert result.stdout == f"comity {comity.__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    heavy = [
        "spacy",
        "numpy",
        "pyarrow",
        "deltalake",
        "duckdb",
        "trafilatura",
        "jinja2",
        "rich.console",
        "comity.pipeline",
    ]
    script = (
        "import sys\nfrom comity.presentation.cli import app\n"
        "try:\n    app(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy} if name in sys.modules], file=sys.stderr)"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stderr.strip() == "[]"


def test_importing_comity_loads_nothing() -> None:
    script = (
        "import sys, comity\n"
        "print(sorted(name for name in sys.modules if name.startswith(('comity.', 'msgspec', 'typer'))))"
    )
    result = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
