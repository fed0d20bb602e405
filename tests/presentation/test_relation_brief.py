"""A measured relation in the brief: a short section where one is passed, its chart on the page, else nothing."""

import sys
from types import ModuleType, SimpleNamespace
from typing import Any

import msgspec
import pytest

from comity.errors import UsageError
from comity.ledger import Ledger
from comity.model import Relation
from comity.presentation import Brief, Section, build_brief, build_relation, render_html, render_text

from .factory import first_coding, second_coding, third_coding
from .told_relations import rising, uncovered

LEDGER = Ledger(codings=(first_coding(), second_coding(), third_coding()))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" role="img"><title>drawn</title></svg>'


def brief(relation: Relation | None) -> Brief:
    return build_brief(LEDGER, dyad="CHL-PER", relation=relation)


def section(of: Brief) -> Section:
    return next(each for each in of.sections if each.key == "relation")


@pytest.fixture
def charts(monkeypatch: pytest.MonkeyPatch) -> None:
    module: Any = ModuleType("comity.presentation.charts")
    module.relation_chart = lambda relation: SimpleNamespace(svg=lambda: SVG)
    monkeypatch.setitem(sys.modules, "comity.presentation.charts", module)


def test_two_or_three_lines_after_the_judgements() -> None:
    found = brief(rising())
    assert [each.key for each in found.sections][:4] == ["bottom", "judgements", "relation", "happened"]
    assert [line.text for line in section(found).lines] == [
        "More cooperation than conflict: in June 2022 the relation between Chile and Peru stood at +3.6 "
        "(90% band +2.8 to +4.4) on the scale from −10, conflict, to +10, cooperation. "
        "This is the closest it has been since December 2015.",
        "It last turned up in March 2021, from −3.0 to +0.5; a turn at about that time is likely (71%).",
        "Driven most by: Chile and Peru reached an agreement (“signed a treaty that opens both coasts to each other's "
        "fleets”, 9 March 2021, Example Post, comity-rules.v1).",
    ]
    assert "THE RELATION\n" in render_text(found, width=88, colour=False)


def test_what_a_report_of_the_brief_tells_is_cited_by_it() -> None:
    held = next(each for each in LEDGER.incidents if each.type == "CONSULT" and each.reports > 1)
    relation = rising()
    turn = relation.turning_points[-1]
    driver = msgspec.structs.replace(turn.drivers[0], id=held.id)
    turn = msgspec.structs.replace(turn, drivers=(driver,))
    line = section(brief(msgspec.structs.replace(relation, turning_points=(turn,)))).lines[-1]
    assert line.footnotes == (1, 2)
    assert "comity-rules" not in line.text


def test_what_could_not_be_measured_is_said() -> None:
    found = section(brief(uncovered()))
    assert (found.lines, found.empty) == ((), "Its level could not be measured.")


def test_a_relation_of_others_is_refused() -> None:
    with pytest.raises(UsageError, match="does not belong into a brief of CHL-PER"):
        brief(msgspec.structs.replace(rising(), dyad="BOL-PER"))


def test_without_one_nothing_changes() -> None:
    assert "relation" not in {each.key for each in brief(None).sections}
    assert "chart" not in render_html(brief(None)).partition("</style>")[2]


@pytest.mark.usefixtures("charts")
def test_the_page_holds_the_chart() -> None:
    for found in (brief(rising()), build_relation(rising())):
        assert f'<figure class="chart">\n{SVG}' in render_html(found)
        assert 'class="figure"' not in render_html(found)
