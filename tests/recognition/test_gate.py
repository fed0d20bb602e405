"""The gate before the parser, through the front door: what it lets through, what it leaves, and that it says so."""

import json
from pathlib import Path

import generated
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import comity
from comity.config import Settings
from comity.pipeline import code, code_reports
from comity.recognition.forms import words_of
from comity.recognition.gate import REASON, passages, tells

ROOT = Path(__file__).parents[2]
OPEN, SHUT = Settings(gate=False), Settings(gate=True)

TELLING = (
    "Peru imposed a tariff on copper from Chile.",
    "The Norwegian prime minister flew to Vilnius and met her Lithuanian counterpart.",
    "Rebels shelled the port, officials said.",
    "Moroccan diplomats were expelled.",
    "The two foreign ministers shook hands and sealed the fishing pact.",
    "Fiji won't withdraw its troops.",
    "Uruguay and Paraguay fought over the dam.",
)
QUIET = (
    "The library opens at nine and lends board games.",
    "Rain fell on the hills above the lake all night.",
    "The striker scored twice before the break.",
    "Her novel was translated by a friend from school.",
    "Chile is long and narrow.",
    "",
)


@pytest.mark.parametrize("text", TELLING)
def test_acts_of_political_actors_pass(text: str) -> None:
    assert passages(text) == ((0, len(text)),)


@pytest.mark.parametrize("text", QUIET)
def test_other_news_stays_outside(text: str) -> None:
    assert not passages(text)


def test_what_stays_outside_is_counted_with_its_reason() -> None:
    coding = comity.code_text(QUIET[0])
    assert coding.events == () and coding.actors == ()
    assert [(row.start, row.end, row.reason) for row in coding.skipped] == [(0, len(QUIET[0]), REASON)]


def test_a_report_on_two_states_is_parsed_whole() -> None:
    text = "\n\n".join((QUIET[0], TELLING[0], "They will talk again in May.", QUIET[1]))
    assert passages(text) == ((0, len(text)),)


def test_of_other_reports_only_what_tells_and_what_its_pronouns_refer_back_to() -> None:
    text = "\n\n".join((QUIET[0], QUIET[1], "They arrested Peru's envoy.", QUIET[2]))
    assert [text[start:end] for start, end in passages(text)] == [QUIET[1], "They arrested Peru's envoy."]
    coding = comity.code_text(text)
    assert [text[row.start : row.end].strip() for row in coding.skipped if row.reason == REASON] == [QUIET[0], QUIET[2]]
    for event in coding.events:
        assert event.trigger is not None and text[event.trigger.start : event.trigger.end] == event.trigger.text


def test_the_setting_opens_the_gate() -> None:
    assert comity.code_text(QUIET[2], settings=OPEN).skipped != comity.code_text(QUIET[2], settings=SHUT).skipped


def codings(path: Path, settings: Settings) -> list[comity.Coding]:
    return [each for each in code([path], settings=settings) if isinstance(each, comity.Coding)]


def without_gate(coding: comity.Coding) -> comity.Coding:
    return msgspec.structs.replace(coding, skipped=tuple(row for row in coding.skipped if row.reason != REASON))


@pytest.mark.slow
def test_codings_of_the_samples_are_the_same_with_and_without() -> None:
    assert codings(ROOT / "examples", SHUT) == codings(ROOT / "examples", OPEN)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["events", "kept"])
def test_no_event_of_the_gold_is_lost(name: str) -> None:
    path = ROOT / "tests/gold" / f"{name}.jsonl"
    shut, opened = codings(path, SHUT), codings(path, OPEN)
    assert len(shut) == len(opened)
    for ours, whole in zip(shut, opened, strict=True):
        left = [row for row in ours.skipped if row.reason == REASON]
        # What passes is coded as if there were no gate; of what stays outside no event is lost in a hundred.
        assert ours == whole if not left else ours.events == ()
    told = [whole for whole in opened if whole.events]
    lost = [1 for ours, whole in zip(shut, opened, strict=True) if whole.events and not ours.events]
    assert len(lost) <= 0.01 * len(told)


def test_forms_lead_to_their_words() -> None:
    pairs = "imposed:impose met:meet fought:fight supplies:supply banning:ban lying:lie spokesmen:spokesman shot:shoot"
    for pair in pairs.split():
        form, _, word = pair.partition(":")
        assert word in words_of(form)


@given(st.text(max_size=300))
def test_stretches_are_in_order_and_inside_the_text(text: str) -> None:
    last = 0
    for start, end in passages(text):
        assert last <= start < end <= len(text)
        last = end


@given(st.text(max_size=80), st.text(max_size=80))
def test_more_paragraphs_never_shut_the_gate(before: str, after: str) -> None:
    assert tells(TELLING[0])
    assert passages(f"{before}\n\n{TELLING[0]}\n\n{after}")


def test_generated_reports_pass() -> None:
    for report in generated.reports(20):
        assert passages(json.loads(json.dumps(report))["text"])


def test_readings_come_in_the_order_of_their_reports() -> None:
    from comity.reading import read_text

    texts = [QUIET[0], TELLING[0], QUIET[1], QUIET[2], TELLING[2], QUIET[3]]
    found = [read_text(text, id=f"r{number}") for number, text in enumerate(texts)]
    assert [coding.report.id for coding in code_reports(found, settings=SHUT)] == [f"r{n}" for n in range(6)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Hungary's tilt toward Moscow has strained its friendship with Poland.",
        "New governments in Quito tend to walk away from pacts with Bogota.",
    ],
)
def test_what_is_told_of_two_states_relations_is_let_in(sentence: str) -> None:
    assert passages(sentence) == ((0, len(sentence)),)
