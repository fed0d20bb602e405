"""The desk in a real browser: each page, keys, dark mode, a narrow screen, downloads, a correction.

A request that leaves the machine fails the test.

They need Debian's Chromium (`apt-get install chromium`); without it they are skipped, except in CI.
"""

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
REQUIRED = os.environ.get("COMITY_BROWSER_TESTS") == "required"
if CHROMIUM is None and not REQUIRED:
    pytest.skip("no Chromium on this machine: apt-get install chromium", allow_module_level=True)

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright  # noqa: E402

TOKEN = "a-token-for-the-browser-tests"


@pytest.fixture(scope="module")
def base(record: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running desk that takes corrections, on a copy of the record."""
    copy = tmp_path_factory.mktemp("browser") / "record"
    shutil.copytree(record, copy)
    words = [sys.executable, "-m", "comity", "serve", "--record", str(copy), "--port", "0", "--edit"]
    environment = {**os.environ, "COMITY_DESK_TOKEN": TOKEN}
    server = subprocess.Popen(words, stderr=subprocess.PIPE, text=True, env=environment)
    assert server.stderr is not None
    found = re.search(r"http://\S+?(?=/ )", server.stderr.readline())
    assert found
    yield found[0]
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, base: str) -> Iterator[Page]:
    """A page that fails the test on any request to elsewhere, any error of a script, and any broken policy."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    opened = context.new_page()
    wrong: list[str] = []
    host = urlsplit(base).netloc
    opened.on("request", lambda request: None if _own(request.url, host) else wrong.append(request.url))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    # Chromium tells of a page that is not ready yet, or that is not there, as an error of its own.
    opened.on("console", lambda said: wrong.append(said.text) if _is_ours(said) else None)
    yield opened
    context.close()
    assert wrong == []


def _own(url: str, host: str) -> bool:
    told = urlsplit(url)
    return told.netloc == host or told.scheme in ("data", "about")


def _is_ours(said: ConsoleMessage) -> bool:
    return said.type == "error" and "Failed to load resource" not in said.text


def settled(page: Page, address: str) -> None:
    """Open a page and wait until what the workshop makes is there."""
    page.goto(address)
    for _ in range(40):
        if page.locator("text=/look again now|is being made|is being measured|being prepared/i").count() == 0:
            return
        # The page comes back by itself.
        page.wait_for_timeout(1000)


def first(base: str, page: Page, table: str) -> str:
    """The address of the first thing of a table."""
    for _ in range(40):
        settled(page, f"{base}/{table}")
        if page.locator("table.rows tbody a").count():
            break
        # What the whole ledger gives comes some seconds after the reports.
        page.wait_for_timeout(1000)
    return base + str(page.locator("table.rows tbody a").first.get_attribute("href"))


PAGES = (
    "/", "/events", "/incidents?dyad=JPN-KOR", "/pledges", "/agreements", "/statements", "/positions", "/assessments",
    "/reports", "/actors", "/corrections", "/correct", "/sign-in", "/compare",
)  # fmt: skip
THINGS = (
    "events", "incidents", "pledges", "agreements", "statements", "positions", "assessments", "reports", "actors",
)  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_whole_and_open_to_all(page: Page, base: str, address: str) -> None:
    settled(page, base + address)
    assert page.locator("h1").count() == 1
    assert accessible(page) == []


@pytest.mark.parametrize("table", THINGS)
def test_a_thing_has_a_page_open_to_all(page: Page, base: str, table: str) -> None:
    settled(page, first(base, page, table))
    assert page.locator("h1").count() == 1
    assert accessible(page) == []


@pytest.mark.parametrize("address", PAGES)
def test_a_narrow_screen_shows_the_first_view_without_scrolling_sideways(
    browser: Browser, base: str, address: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 700})
    page = context.new_page()
    settled(page, base + address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert wide <= 360


def accessible(page: Page) -> list[str]:
    """What axe finds that is serious or worse."""
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:120]}" for each in found if each["impact"] in ("serious", "critical")
    ]


def test_filters_are_chips_that_can_be_removed(page: Page, base: str) -> None:
    settled(page, f"{base}/events?dyad=JPN-KOR&status=planned")
    before = page.locator("p.lead").inner_text()
    page.locator("ul.chips a", has_text="status planned").click()
    assert "status" not in page.url
    assert "dyad=JPN-KOR" in page.url
    assert page.locator("p.lead").inner_text() != before


def test_a_facet_narrows_the_view_and_goes_back(page: Page, base: str) -> None:
    settled(page, f"{base}/incidents")
    page.locator(".facet a", has_text="CONSULT").click()
    assert "type=CONSULT" in page.url
    page.locator(".facet a[aria-current]", has_text="CONSULT").click()
    assert "type=" not in page.url


def test_keys_jump_to_the_search_and_walk_the_rows(page: Page, base: str) -> None:
    settled(page, f"{base}/incidents")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    # Rows of what is folded away are passed over.
    second = page.locator("table.rows tbody tr:visible").nth(1).locator("a[href]").first
    assert second.evaluate("each => each === document.activeElement")
    page.keyboard.press("/")
    assert page.locator("#search").evaluate("each => each === document.activeElement")
    page.keyboard.type("/ in words")
    assert page.locator("#search").input_value() == "/ in words"


def test_the_tab_key_goes_from_the_skip_link_to_the_content(page: Page, base: str) -> None:
    settled(page, f"{base}/incidents")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('main').contains(document.activeElement)")


@pytest.mark.parametrize("address", ("/", "/events", "/correct"))
def test_dark_mode_keeps_its_contrast(browser: Browser, base: str, address: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    settled(page, base + address)
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    found = accessible(page)
    context.close()
    assert sum(int(each) for each in re.findall(r"\d+", paper)[:3]) < 150
    assert found == []


@pytest.mark.parametrize(("scheme", "paper"), [("light", 255), ("dark", 22)])
def test_charts_follow_the_screen(browser: Browser, base: str, scheme: Any, paper: int) -> None:
    context = browser.new_context(color_scheme=scheme)
    page = context.new_page()
    settled(page, f"{base}/dyads/JPN-KOR")
    drawn = page.locator("figure.chart img").first
    drawn.scroll_into_view_if_needed()
    shot = Image.open(io.BytesIO(drawn.screenshot()))
    context.close()
    assert shot.getpixel((8, 8))[0] == paper


def test_pages_work_without_scripts(browser: Browser, base: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/events")
    page.fill("input[name=dyad]", "kor-jpn")
    page.click("form.filters button")
    assert "between Japan and South Korea" in page.locator("p.lead").inner_text()
    context.close()


def test_a_table_is_downloaded_with_its_filters(page: Page, base: str) -> None:
    settled(page, f"{base}/events?dyad=JPN-KOR")
    said = page.locator("p.lead").inner_text()
    with page.expect_download() as waiting:
        page.evaluate("document.querySelector('.take a[href*=parquet]').click()")
    path = waiting.value.path()
    from pyarrow import parquet

    assert said.startswith(f"{parquet.read_metadata(path).num_rows:,} event")


def test_a_correction_by_hand(page: Page, base: str) -> None:
    settled(page, f"{base}/events?sort=earliest")
    event = str(page.locator("table.rows tbody a").first.get_attribute("href")).rsplit("/", 1)[-1]
    page.goto(f"{base}/correct?id={event}&action=withdraw")
    page.fill("input[name=who]", "An analyst")
    page.fill("input[name=token]", TOKEN)
    page.locator("main button").click()
    assert page.input_value("input[name=id]") == event
    page.fill("input[name=why]", "it tells of another matter")
    page.locator("main button").click()
    assert "it tells of another matter" in page.locator("table.rows").inner_text()
