"""The demo: a quarter of a century of Japan and South Korea from the chronicle, and the sample reports in it.

The record, the HTML copy and the chart lie in `demo/`; running it again starts afresh.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from comity.exchange import shipped

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "demo"
DYAD = "JPN-KOR"


def comity(*words: str) -> None:
    """Run the command as a user would; a failure ends the demo with its status."""
    shown = " ".join(word.replace(f"{ROOT}/", "") for word in words)
    print(f"\n$ comity {shown}", flush=True)
    done = subprocess.run([sys.executable, "-m", "comity", *words], cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def main() -> None:
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    record = str(DEMO / "record")
    samples = sorted(str(path) for path in (ROOT / "examples").iterdir() if path.suffix in (".txt", ".html"))
    comity("import", "chronicle", *(str(path) for path in shipped()), "--record", record)
    comity("read", *samples, "--record", record)
    comity("relation", DYAD, "--period", "quarter", "--record", record, "--chart", str(DEMO / "relation.svg"))
    comity("brief", DYAD, "--record", record)
    for form in ("html", "pdf"):
        comity("brief", DYAD, "--record", record, "-o", str(DEMO / f"brief.{form}"))
    print(f"\nThe same brief as a page: {(DEMO / 'brief.html').relative_to(ROOT)}, and to hand over: demo/brief.pdf")
    print(f"The relation as a picture: {(DEMO / 'relation.svg').relative_to(ROOT)}")
    print("All of it in a browser:    .venv/bin/comity serve --record demo/record")


if __name__ == "__main__":
    main()
