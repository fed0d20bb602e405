"""Whatever is handed in, the run goes on and says which input was skipped, and what to do."""

import io
import json
import os
import time
from pathlib import Path

import msgspec
import pytest

from comity.errors import (
    InputBinary,
    InputBroken,
    InputEmpty,
    InputEncoding,
    InputMissing,
    InputTooLarge,
    ReadError,
)
from comity.model import Report
from comity.reading import read_html, read_json_line, read_paths, read_text

from .corpus import BODY, PAGE

_ACCENTED = (
    "The envoy of São Tomé met Côte d’Ivoire’s minister in Bogotá. They spoke of a "
    "café in Besançon, of cocoa and of "
    "the port of Málaga, and left it at that."
)


def _one(path: Path | str, **options: int) -> Report | ReadError:
    (result,) = read_paths([path], **options)  # type: ignore[arg-type]
    return result


def _write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def test_a_missing_path_is_named_as_it_was_given() -> None:
    result = _one("./nowhere/at-all.txt")
    assert isinstance(result, InputMissing)
    assert str(result) == "./nowhere/at-all.txt: no such file or folder; check the path."


@pytest.mark.parametrize("name", ["a\x00b.txt", "x" * 5000])
def test_names_that_are_no_paths(name: str) -> None:
    assert isinstance(_one(name), InputMissing)


@pytest.mark.parametrize("name", ["e.txt", "e.html", "e.pdf", "e.jsonl", "e.json"])
@pytest.mark.parametrize("data", [b"", b" \n\n\t "])
def test_empty_files(tmp_path: Path, name: str, data: bytes) -> None:
    assert isinstance(_one(_write(tmp_path, name, data)), InputEmpty)


@pytest.mark.parametrize("name", ["x.txt", "x.html", "x.jsonl", "x.json", "x.bin"])
@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
        b"\x7fELF\x02\x01\x01" + bytes(64),
        b"PK\x03\x04" + bytes(200),
        bytes(4096),
        bytes(range(256)) * 40,
    ],
)
def test_binary_files_whatever_their_name(tmp_path: Path, name: str, data: bytes) -> None:
    assert isinstance(_one(_write(tmp_path, name, data)), InputBinary)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
@pytest.mark.parametrize("name", ["t.txt", "t.jsonl"])
def test_encodings(tmp_path: Path, encoding: str, name: str) -> None:
    text = _ACCENTED if name == "t.txt" else json.dumps({"text": _ACCENTED}, ensure_ascii=False) + "\n"
    result = _one(_write(tmp_path, name, text.encode(encoding)))
    assert isinstance(result, Report) and result.text == _ACCENTED


def test_latin_1(tmp_path: Path) -> None:
    text = _ACCENTED.replace("’", "'")
    result = _one(_write(tmp_path, "t.txt", text.encode("latin-1")))
    assert isinstance(result, Report) and result.text == text


def test_shift_jis(tmp_path: Path) -> None:
    text = "外務大臣は火曜日にリマを訪問し、ペルー政府と漁業協定について協議した。両国は来月も会談する予定である。" * 3
    path = _write(tmp_path, "t.txt", text.encode("shift_jis"))
    (result,) = read_paths([path], languages=frozenset({"en", "ja"}))
    assert isinstance(result, Report) and result.text == text


def test_an_encoding_that_can_not_be_told(tmp_path: Path) -> None:
    data = bytes(0x80 + (i * 7919 + i * i * 31) % 128 for i in range(3000))
    assert isinstance(_one(_write(tmp_path, "t.txt", data)), InputEncoding | InputBinary)


def test_a_broken_line_does_not_stop_the_others(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "Peru left."}',
        b'{"id": "b", "text": "Chi',
        b"\xff\xfe{",
        b'{"id": "c", "text": "Chile left."}',
    ]
    path = _write(tmp_path, "r.jsonl", b"\n".join(lines))
    results = list(read_paths([path]))
    assert [type(result) for result in results] == [Report, InputBroken, InputBroken, Report]
    assert isinstance(results[1], ReadError) and results[1].subject == f"{path}, line 2"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('{"text": 5}', '"text" is a number where text is expected'),
        ('{"text": "x", "published": 20240304}', '"published" is a number where text is expected'),
        ('{"text": "x", "id": ["a"]}', '"id" is a list where text is expected'),
        ('{"text": "x", "title": true}', '"title" is true or false where text is expected'),
        ('{"title": "x"}', 'it has no "text"'),
        ('{"text": null}', 'it has no "text"'),
        ("[1]", "it holds a list where an object is expected"),
        ("null", "it holds null where an object is expected"),
        ("[" * 100_000, "the JSON can't be parsed"),
    ],
)
def test_values_of_the_wrong_type(line: str, words: str) -> None:
    with pytest.raises(InputBroken, match=words.replace("(", r"\(")):
        read_json_line(line)


def test_an_empty_text_in_a_json_line_names_the_line(tmp_path: Path) -> None:
    path = _write(tmp_path, "r.jsonl", b'{"text": " "}\n{"text": "Peru left."}\n')
    first, second = read_paths([path])
    assert isinstance(first, InputEmpty) and first.subject == f"{path}, line 1"
    assert isinstance(second, Report)


def test_lone_surrogates_and_control_characters() -> None:
    report = read_json_line(r'{"text": "Peru \ud800 left\u0000 Lima\u0007."}')
    assert report.text == "Peru \ufffd left Lima."


def test_one_text_that_is_too_large(tmp_path: Path) -> None:
    text = (b"Peru and Chile met again. " * 80 + b"\n\n") * 500
    assert isinstance(_one(_write(tmp_path, "t.txt", text), max_bytes=1_000_000), InputTooLarge)
    line = json.dumps({"text": text.decode()}).encode()
    path = _write(tmp_path, "t.jsonl", line + b'\n{"id": "s", "text": "Peru left."}\n')
    large, small = read_paths([path], max_bytes=1_000_000)
    assert isinstance(large, InputTooLarge) and large.subject.endswith("line 1")
    assert isinstance(small, Report)


def test_fifty_megabytes_in_one_report_are_refused_fast(tmp_path: Path) -> None:
    started = time.perf_counter()
    text = b"Peru and Chile met again in Arica. " * 1_500_000
    plain = _one(_write(tmp_path, "t.txt", text))
    lines = list(read_paths([_write(tmp_path, "t.jsonl", b'{"text": "' + text + b'"}\n{"text": "Peru left."}\n')]))
    assert isinstance(plain, InputTooLarge)
    assert [type(result) for result in lines] == [InputTooLarge, Report]
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("tag", ["div", "b", "span", "blockquote", "li", "p", "table"])
def test_twenty_thousand_nested_tags(tag: str) -> None:
    body = "<p>Peru and Chile signed an accord on rail.</p><p>It covers fishing and customs too.</p>"
    started = time.perf_counter()
    report = read_html(f"<html><body>{f'<{tag}>' * 20_000}{body}{f'</{tag}>' * 20_000}</body></html>")
    assert time.perf_counter() - started < 5
    assert "Peru and Chile signed an accord on rail." in report.text


@pytest.mark.parametrize("piece", ["<!--", "<script>", "<", "<a href='", '<p title="', "</", "&amp", "<svg><"])
def test_markup_that_never_closes(piece: str) -> None:
    started = time.perf_counter()
    report = read_html(f"<html><p>Peru left the pact on Tuesday.</p>{piece * 20_000}")
    assert time.perf_counter() - started < 5
    assert report.text.startswith("Peru left the pact on Tuesday.")


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _write(tmp_path, "t.txt", b"Peru left.")
    if os.geteuid() == 0:

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "open", refuse)
    else:
        path.chmod(0)
    result = _one(path)
    assert isinstance(result, InputMissing) and "may not be opened" in str(result)


def test_a_page_of_noise_alone_is_empty() -> None:
    with pytest.raises(InputEmpty, match="page noise"):
        read_text("Skip to content\n\nAdvertisement\n\nShare")


def test_standard_input_is_told_by_its_content() -> None:
    page = b"<!doctype html><html><body><p>Peru left the pact.</p></body></html>"
    for data, text in (
        (b'{"text": "Peru left."}\n', "Peru left."),
        (PAGE.encode(), BODY),
        (page, "Peru left the pact."),
        (b'[{"text": "Peru left."}]', "Peru left."),
    ):
        stream = io.BytesIO(data)
        (result,) = read_paths(["-"], stdin=stream)
        assert isinstance(result, Report) and result.text == text
        assert not stream.closed
    (result,) = read_paths(["-"])
    assert isinstance(result, InputMissing)


def test_a_folder_is_walked_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.txt", "b/a.md", "b/c.json", "b/.hidden.txt", "skip.csv"):
        _write(
            tmp_path,
            name,
            b'{"text": "Chile left."}' if name.endswith("json") else f"Peru left {name}.".encode(),
        )
    _write(tmp_path, "a.txt", b"")
    results = list(read_paths([tmp_path]))
    assert [type(result) for result in results] == [InputEmpty, Report, Report, Report]
    assert isinstance(_one(tmp_path / "skip.csv"), Report)
    (tmp_path / "none").mkdir()
    assert isinstance(_one(tmp_path / "none"), InputEmpty)


def test_a_json_file_of_one_object_over_several_lines(tmp_path: Path) -> None:
    path = _write(tmp_path, "r.json", json.dumps({"text": PAGE, "id": "p"}, indent=1).encode())
    result = _one(path)
    assert isinstance(result, Report) and (result.id, result.text) == ("p", BODY)


@pytest.mark.parametrize("name", ["undefined", "idna", "punycode", "hex", "no-such-name", "unicode_escape"])
def test_a_page_that_names_no_encoding_of_text(tmp_path: Path, name: str) -> None:
    page = f"<html><head><meta charset={name}></head><body><p>Oman signed a pact with Yemen in São Tomé.</p>"
    result = _one(_write(tmp_path, "p.html", page.encode("cp1252")))
    assert isinstance(result, Report) and "Oman signed a pact" in result.text


@pytest.mark.parametrize("mark", [" | ", " / ", "|", " > ", " » "])
def test_a_long_row_of_labels_costs_little(mark: str) -> None:
    row = mark.join(["Kenya's harbours"] * 60)
    started = time.process_time()
    report = read_text(f"{row}. It was signed.\n\nUganda signed the lake accord on Tuesday.\n\nIt covers fishing too.")
    assert time.process_time() - started < 5
    assert "Uganda signed the lake accord on Tuesday." in report.text


@pytest.mark.parametrize(
    "text",
    [
        "Read more: \\ud800 in Lima\\n\\nOman signed a pact.\\n\\nYemen\\udfff signed it too.",
        "<html><body><nav>Home \\ud800</nav><p>Oman signed a pact.</p><p>Yemen\\udfff signed it too.</p></body></html>",
    ],
)
def test_half_a_letter_in_json_can_be_written_down(text: str) -> None:
    report = read_json_line(f'{{"id": "\\ud800", "title": "\\udfffLima", "text": "{text}"}}')
    assert report.removed and report.text == "Oman signed a pact.\n\nYemen\ufffd signed it too."
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report
