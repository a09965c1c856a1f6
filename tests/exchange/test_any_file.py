"""Whatever bytes a file holds, bringing it in ends with what it says or with a sentence about it, in bounded memory."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.exchange import files
from crm.exchange.candidates import Reading
from crm.exchange.kinds import KINDS
from crm.exchange.meaning import ReadChoices
from crm.exchange.readers import read, read_pasted, read_piped
from crm.rules.errors import EnvironmentProblem, UserError
from tests.exchange.workbooks import workbook
from ui.words import sentence

NIGHTLY = bool(os.environ.get("KGOTLA_NIGHTLY"))
CASES = 800 if NIGHTLY else 25
"""For each of the tests below and each ending: more than 10,000 in a night."""

TABLE = "Name,Party,Cell phone,Start Date\r\nMs N. Sample,ANC,082 000 0001,2024-06-14\r\nSAMPLE Thabo,DA,,future\r\n"
CARD = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ms N. Sample\r\nN:Sample;N.;;Ms;\r\nTEL;TYPE=CELL:082 000 0001\r\nEND:VCARD\r\n"
)
EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1@example.org\r\nDTSTART;TZID=South Africa Standard Time:"
    "20260312T100000\r\nSUMMARY:Meeting\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nATTENDEE;CN=N. Sample:mailto:n@example.org\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)
ENTRY = "dn: cn=N. Sample,mail=n@example.org\ncn: N. Sample\nsn: Sample\nmail: n@example.org\nmobile: 082 000 0001\n\n"
POPOLO = json.dumps(
    {"persons": [{"id": "1", "name": "N. Sample"}], "memberships": [{"person_id": "1", "organization_id": "o"}]}
)
DIRECTORY = json.dumps({"Northern Cape": {"Emthanjeni": {"Executive Mayor": {"name": "N. Sample, Cllr"}}}})
MARKUP = "<?xml version='1.0'?><members><member><name>N. Sample</name><cell>082 000 0001</cell></member></members>"
PAGE = "<html><table><tr><th>Name<th>Party<tr><td>N. Sample<td>ANC</table></html>"

SEEDS: dict[str, bytes] = {
    ".csv": TABLE.encode(),
    ".tsv": TABLE.replace(",", "\t").encode("utf-16"),
    ".txt": TABLE.replace(",", ";").replace("\r\n", "\r").encode("cp1252"),
    ".xlsx": workbook({"List": [["Name", "Party"], ["Ms N. Sample", "ANC"]]}),
    ".xls": PAGE.encode(),
    ".ods": workbook({"List": [["Name", "Party"], ["Ms N. Sample", "ANC"]]}),
    ".vcf": CARD.encode(),
    ".ldif": ENTRY.encode(),
    ".ics": EVENT.encode(),
    ".json": POPOLO.encode(),
    ".jsonl": DIRECTORY.encode(),
    ".xml": MARKUP.encode(),
    ".html": PAGE.encode(),
    ".pdf": b"%PDF-1.7",
    "": TABLE.encode(),
}
ENDINGS = sorted(SEEDS)
HOSTILE = (
    b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b'"', b"'", b"=cmd|' /C calc'!A0", b"\r", b"\n\n", b",,,,", b";", b"{", b"[",
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"BEGIN:VCARD\r\n", b"END:VEVENT\r\n", b"BASE64", b":::", b"dn:: /w==\n",
    b"9" * 400, b"1e999", b"NaN", b"\\", b"\xed\xa0\x80", "ǃǁ’\u202e\u00a0".encode(), b"0000-00-00", b"31/02/2026",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def in_words(make: Callable[[], Reading]) -> None:
    """It reads, or says why not in a sentence of ours."""
    try:
        reading = make()
    except (UserError, EnvironmentProblem) as problem:
        assert sentence(problem)
        return
    for candidate in reading.candidates:
        assert candidate.line and isinstance(candidate.key, str)
    for missed in reading.not_understood:
        assert missed.line and missed.reason


@st.composite
def damaged(draw: st.DrawFn, seed: bytes) -> bytes:
    """A good file with pieces cut out, doubled, overwritten, and with what programs stumble over put in."""
    data = seed
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        until = min(len(data), at + draw(st.integers(0, 40)))
        piece = draw(st.sampled_from((*HOSTILE, data[at:until] * 2, b"")) | st.binary(max_size=20))
        data = data[:at] + piece + data[draw(st.sampled_from((at, until))) :]
    return data


def tried() -> settings:
    checks = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=CASES, deadline=None, suppress_health_check=checks)


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending or "none")
@tried()
@given(data=st.binary(max_size=2_000))
def test_random_bytes_of_any_ending_are_read_or_refused_in_words(folder: Path, ending: str, data: bytes) -> None:
    file = folder / f"random{ending}"
    file.write_bytes(data)
    in_words(lambda: read(file))


@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending or "none")
@tried()
@given(data=st.data())
def test_a_damaged_file_of_any_ending_is_read_or_refused_in_words(
    folder: Path, ending: str, data: st.DataObject
) -> None:
    file = folder / f"damaged{ending}"
    file.write_bytes(data.draw(damaged(SEEDS[ending])))
    kind = data.draw(st.sampled_from(("", *(kind.name for kind in KINDS))))
    in_words(lambda: read(file, ReadChoices(kind=kind, accepts_any=data.draw(st.booleans()))))


@tried()
@given(text=st.text(max_size=500) | st.sampled_from(sorted(SEEDS.values())).map(lambda seed: seed.decode("latin-1")))
def test_anything_can_be_pasted_or_piped(text: str) -> None:
    in_words(lambda: read_pasted(text))
    in_words(lambda: read_piped(text.encode("utf-8", "surrogatepass")))


# --- Too much --------------------------------------------------------------------------------------------------------


def refused(file: Path) -> str:
    with pytest.raises(UserError) as caught:
        read(file)
    assert sentence(caught.value)
    return caught.value.code


def test_a_list_of_more_rows_than_fit_is_refused_before_it_is_in_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_ENTRIES", 50)
    many = {
        "many.csv": TABLE + "Ms N. Sample,ANC,,\r\n" * 60,
        "many.vcf": CARD * 60,
        "many.ldif": ENTRY * 60,
        "many.ics": EVENT.replace("END:VCALENDAR\r\n", EVENT.partition("2.0\r\n")[2].partition("END:VCAL")[0] * 60)
        + "END:VCALENDAR\r\n",
        "many.json": json.dumps([{"Name": f"N. Sample {i}"} for i in range(60)]),
        "popolo.json": json.dumps({"persons": [{"id": str(i), "name": "N. Sample"} for i in range(60)]}),
        "many.html": "<table>" + "<tr><td>N. Sample<td>ANC" * 60 + "</table>",
    }
    for name, text in many.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8")
        assert refused(file) == "list-too-long", name
    file = tmp_path / "many.xlsx"
    file.write_bytes(workbook({"List": [["Name"], *([["N. Sample"]] * 60)]}))
    assert refused(file) == "list-too-long"


def test_a_workbook_that_unpacks_into_gigabytes_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb:
        for part in ("[Content_Types].xml", "xl/workbook.xml"):
            bomb.writestr(part, "<x/>")
        with bomb.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(70 if not NIGHTLY else 300):
                sheet.write(b" " * (16 * 1024 * 1024))
    file = tmp_path / "bomb.xlsx"
    file.write_bytes(packed.getvalue())
    assert refused(file) == "file-too-large"


def test_entities_of_a_document_never_unfold(tmp_path: Path) -> None:
    entities = "<!ENTITY a0 'ha'>" + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 12))
    file = tmp_path / "laughs.xml"
    file.write_text(
        f"<!DOCTYPE x [{entities}]><members><member><name>&a11;</name></member></members>", encoding="utf-8"
    )
    assert refused(file).startswith("xml-")


def test_formulas_come_in_as_what_they_show_or_as_words(tmp_path: Path) -> None:
    file = tmp_path / "formulas.csv"
    file.write_text('Name,Party\n"=HYPERLINK(""http://example.org"")",ANC\n@SUM(1+1),DA\n', encoding="utf-8")
    reading = read(file)
    assert len(reading.people) + len(reading.not_understood) == 2


def test_nul_characters_inside_a_list_are_passed_over(tmp_path: Path) -> None:
    file = tmp_path / "nul.csv"
    file.write_bytes(TABLE.encode().replace(b"Thabo", b"Th\0abo"))
    assert [person.name for person in read(file).people] == ["N. Sample", "Thabo Sample"]
