"""Any file gets a clear answer: a reading, or a problem with words for it; never a traceback."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.candidates import Reading
from crm.exchange.files import read_bytes
from crm.exchange.readers import read, readable_endings
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from tests.exchange.workbooks import workbook
from ui.words import sentence

ENDINGS = (".csv", ".tsv", ".txt", ".json", ".xlsx", ".vcf", ".ldif", ".html", ".xml", ".jsonl", "")


def code_of(path: Path) -> str:
    with pytest.raises(Problem) as caught:
        read(path)
    assert sentence(caught.value)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.csv", b"", "file-empty"),
        ("a.csv", b"\xef\xbb\xbf \r\n", "file-empty"),
        ("a.csv", b"\x00\x01\x02\x03" * 40, "file-not-text"),
        ("a.csv", b"Colour,Size\nred,3\n", "columns-not-understood"),
        ("a.csv", b"Item,Price\nsoap,3\n", "columns-not-understood"),
        ("a.csv", b"Name,Party\nAnna Dube," + b"x" * 200_000, "table-damaged"),
        ("a.json", b'{"persons": [{"name": "Anna', "json-damaged"),
        ("a.json", b"Name,Party\n", "json-damaged"),
        ("a.json", b"\xff\xfe{\x00\xff", "json-damaged"),
        ("a.json", b"9" * 5000, "json-damaged"),
        ("a.json", b"[" * 100_000, "json-too-deep"),
        ("a.json", b'{"offices": []}', "json-without-list"),
        ("a.json", b"3", "json-without-list"),
        ("a.json", b'{"persons": 3}', "json-without-list"),
        ("a.txt", b'{"offices": []}', "json-without-list"),
        ("a.vcf", b"Name,Party\n", "file-without-entries"),
        ("a.ldif", b"version: 1\n", "file-without-entries"),
        ("a.txt", b"BEGIN:VCALENDAR\n", "file-without-entries"),
        ("a.csv", b"%PDF-1.7", "format-pdf"),
        ("a.csv", b"{\\rtf1 Anna}", "format-document"),
        ("a.doc", b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "format-document"),
        ("a.csv", b"\x89PNG\r\n", "format-picture"),
        ("a.mdb", b"\0\1\0\0Standard Jet DB\0", "format-save-as"),
        ("a.csv", b"\x1f\x8b\x08", "format-packed"),
        ("a.csv", b"<html>", "page-without-table"),
        ("a.xlsx", b"PK\x03\x04 and so on", "sheet-damaged"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on", "sheet-damaged"),
        ("a.csv", b"PK\x03\x04 and so on", "format-packed"),
    ],
)
def test_every_unusable_file_has_its_own_answer(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert code_of(file) == code


def test_a_workbook_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.csv", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert code_of(tmp_path / "a.csv") == "sheet-damaged"
    (tmp_path / "b.csv").write_bytes(workbook({"Members": [["Name"], ["Anna Dube"]]}))
    assert [person.name for person in read(tmp_path / "b.csv").people] == ["Anna Dube"]


def test_a_text_file_called_xls_is_read_as_text(tmp_path: Path) -> None:
    (tmp_path / "a.xls").write_bytes(b"Name\tParty\nAnna Dube\tDA\n")
    assert [person.name for person in read(tmp_path / "a.xls").people] == ["Anna Dube"]


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert code_of(tmp_path / "none.csv") == "file-missing"
    assert code_of(tmp_path) == "file-is-folder"
    assert code_of(Path("a\0b.csv")) == "file-unreadable"


def test_too_large_a_file_is_not_read_to_its_end(tmp_path: Path) -> None:
    file = tmp_path / "large.csv"
    file.write_bytes(b"x" * 3_000_000)
    with pytest.raises(UserError) as caught:
        read_bytes(file, largest=2_097_152)
    assert (caught.value.code, caught.value.params["limit"]) == ("file-too-large", 2)


def test_the_window_offers_the_files_that_are_read() -> None:
    offered = readable_endings()
    assert {".csv", ".xlsx", ".vcf", ".ldif", ".json", ".xml", ".html", ".ics"} <= set(offered)
    assert not {".pdf", ".docx", ".zip", ".png"} & set(offered)
    assert len(set(offered)) == len(offered)


def test_a_table_may_begin_with_a_bracket(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"[Name],Party\nAnna Dube,DA\n")
    assert [person.name for person in read(tmp_path / "a.csv").people] == ["Anna Dube"]


def test_each_format_that_is_read_is_named(tmp_path: Path) -> None:
    formats = {
        "a.csv": ("Name;Party\nAnna Dube;DA\n", "CSV, semicolon, UTF-8"),
        "b.csv": ("BEGIN:VCARD\nVERSION:4.0\nFN:Anna Dube\nEND:VCARD", "vCard 4.0"),
        "c.vcf": ("version: 1\n\ndn: cn=a\ncn: Anna Dube\n", "LDIF"),
        "d.txt": ('{"persons": [{"name": "Anna Dube"}]}', "Popolo JSON"),
        "e.vcf": ('[{"Name": "Anna Dube"}]', "JSON table"),
        "f.json": ("<people><person><name>Anna Dube</name></person></people>", "XML"),
        "g.xml": ("<html><table><tr><th>Name</th></tr><tr><td>Anna Dube</td></tr></table>", "table in a web page"),
    }
    for name, (text, expected) in formats.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        reading = read(tmp_path / name)
        assert ([person.name for person in reading.people], reading.format) == (["Anna Dube"], expected)
    (tmp_path / "h.txt").write_bytes(workbook({"Members": [["Name"], ["Anna Dube"]]}))
    assert read(tmp_path / "h.txt").format == "Excel workbook"


def test_json_is_known_by_its_looks(tmp_path: Path) -> None:
    file = tmp_path / "list.txt"
    file.write_text(json.dumps({"persons": [{"name": "Anna Dube"}]}), encoding="utf-8")
    assert [person.name for person in read(file).people] == ["Anna Dube"]


def test_the_reading_names_its_file_and_its_hash(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(b"Name\nAnna Dube\n")
    reading = read(file)
    assert reading.source_name == "list.csv"
    assert reading.sha256 == hashlib.sha256(b"Name\nAnna Dube\n").hexdigest()


def answer(data: bytes, ending: str, folder: Path) -> Reading | None:
    file = folder / f"list{ending}"
    file.write_bytes(data)
    try:
        reading = read(file)
    except (UserError, EnvironmentProblem) as problem:
        assert sentence(problem)
        return None
    repr(reading).encode()
    return reading


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz")


BEGINNINGS = (
    b"BEGIN:VCARD\nVERSION:2.1\nN;ENCODING=QUOTED-PRINTABLE:",
    b"BEGIN:VCARD\nFN:Anna Dube\nTEL;",
    b"dn: cn=x\ncn:: ",
    b'{"Gauteng": {"x": {"name": "',
    b'[{"Name": "Anna", "',
    b'{"Name": "Anna"}\n{',
    b"<?xml version='1.0'?><a><p><name>Anna</name></p><p>",
    b"<table><tr><td>Name</td></tr><tr><td>",
    b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
)


@given(beginning=st.sampled_from(BEGINNINGS), data=st.binary(max_size=200), ending=st.sampled_from(ENDINGS))
def test_random_bytes_after_a_true_beginning_get_an_answer(
    beginning: bytes, data: bytes, ending: str, folder: Path
) -> None:
    answer(beginning + data, ending, folder)


@given(data=st.binary(max_size=400), ending=st.sampled_from(ENDINGS))
def test_random_bytes_get_an_answer(data: bytes, ending: str, folder: Path) -> None:
    answer(data, ending, folder)


HEADINGS = st.sampled_from(
    ["Name", "Party", "Org", "Role 1", "Phone", "Email", "Start Date", "Ward", "Title", "", "ID", "Office Name", "MP"]
)
CELLS = st.text(max_size=25) | st.sampled_from(
    ["ANC", "2014", "future", "053 555 0101/2", "a@x.example", "Mr Dube A", "VAN DER MERWE", '"', "'=1", "\ud800", "NW"]
)


@given(rows=st.lists(st.lists(CELLS, max_size=6), max_size=6), headings=st.lists(HEADINGS, min_size=1, max_size=6))
def test_random_tables_get_an_answer(rows: list[list[str]], headings: list[str], folder: Path) -> None:
    lines = [",".join(row) for row in [headings, *rows]]
    answer("\n".join(lines).encode("utf-8", "replace"), ".csv", folder)


POPOLO = """
    persons organizations memberships posts areas events id name person_id role x organization_id on_behalf_of_id
    area_id parent_id children organization person email contact_details other_names identifiers links type value
    start_date classification legislative_period_id given_name honorific_prefix
"""
KEYS = st.sampled_from(POPOLO.split())
VALUES = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | CELLS,
    lambda children: st.lists(children, max_size=4) | st.dictionaries(KEYS, children, max_size=6),
    max_leaves=40,
)


@given(document=st.dictionaries(KEYS, VALUES, max_size=6) | VALUES)
def test_random_popolo_gets_an_answer(document: object, folder: Path) -> None:
    answer(json.dumps(document).encode(), ".json", folder)
