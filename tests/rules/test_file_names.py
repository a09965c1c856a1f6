"""Any words make a file name that every system takes, and none that leads elsewhere."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crm.rules.file_names import LONGEST, may_run, safe_file_name

HOSTILE = (
    "../../etc/passwd",
    "..\\..\\Windows\\System32\\drivers\\etc\\hosts",
    "/etc/passwd",
    "C:\\Users\\Public\\x.txt",
    "C:x.txt",
    "\\\\server\\share\\x",
    "\\\\?\\C:\\x",
    "a.txt:b.exe",
    "CON",
    "nul .txt",
    "aux.tar.gz",
    "LPT¹.doc",
    "CONIN$",
    "trailing. . .",
    "photo\u202egpj.exe",
    "nothing\0more.pdf",
    "line\u2028break",
    "~",
    "-rf",
    ".",
    "..",
    " . ",
    "x" * 5000 + ".pdf",
    "😀" * 300 + ".jpg",
    "\ud800.txt",
    "",
)


def hostile(test):  # type: ignore[no-untyped-def]
    """The names above go through the test besides those that are made up."""
    for name in HOSTILE:
        test = example(name)(test)
    return test


@hostile
@given(st.text() | st.text(alphabet=":./\\ \0\u202econaux123"))
def test_a_name_lies_in_its_folder_on_every_system(words: str) -> None:
    name = safe_file_name(words)
    for folder in (PureWindowsPath("C:\\Users\\Thandi\\kept"), PurePosixPath("/home/thandi/kept")):
        written = folder / name
        assert written.name == name or (name == "" and written == folder)
        assert written == folder or written.parent == folder
    windows = PureWindowsPath(name)
    assert (windows.drive, windows.root, windows.is_reserved()) == ("", "", False)
    assert ".." not in windows.parts
    assert not name.endswith((".", " "))
    assert len(name) <= LONGEST + 1
    assert len(name.encode()) <= 255


@pytest.mark.parametrize("words", HOSTILE)
def test_it_can_be_written_and_nothing_appears_beside_the_folder(words: str, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    folder.mkdir()
    name = safe_file_name(words) or "file"
    (folder / name).write_bytes(b"x")
    assert [each.name for each in folder.iterdir()] == [name]
    assert [each.name for each in tmp_path.iterdir()] == ["kept"]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("Photo of the tap.jpg", "Photo of the tap.jpg"),
        ("con", "_con"),
        ("aux.txt", "_aux.txt"),
        ("Minutes: 3 Aug. 2026", "Minutes- 3 Aug. 2026"),
        (f"{'x' * 200}.pdf", f"{'x' * 76}.pdf"),
        ("photo\u202egpj.exe", "photogpj.exe"),
        ("a.txt:b.exe", "a.txt-b.exe"),
        (".bashrc", "bashrc"),
    ],
)
def test_words_stay_readable(words: str, name: str) -> None:
    assert safe_file_name(words) == name


@pytest.mark.parametrize("name", ["setup.EXE", "letter.docm", "run.bat", "tap.jpg.lnk", "x.js ", "photo\u202egpj.exe"])
def test_what_may_run_is_known_by_its_ending(name: str) -> None:
    assert may_run(name)


@pytest.mark.parametrize("name", ["tap.jpg", "letter.docx", "register.xlsx", "minutes.pdf", "voice.m4a", "exe"])
def test_a_photo_or_a_letter_is_no_program(name: str) -> None:
    assert not may_run(name)
