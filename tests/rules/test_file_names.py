"""Any words make a file name that every system takes, and none that leads elsewhere."""

from __future__ import annotations

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.file_names import LONGEST, safe_file_name


@given(st.text())
def test_no_name_leads_to_another_folder(words: str) -> None:
    name = safe_file_name(words)
    assert name == "" or PureWindowsPath(name).name == name == PurePosixPath(name).name
    assert len(name) <= LONGEST + 1


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ("Photo of the tap.jpg", "Photo of the tap.jpg"),
        ("con", "_con"),
        ("aux.txt", "_aux.txt"),
        ("Minutes: 3 Aug. 2026", "Minutes- 3 Aug. 2026"),
        (f"{'x' * 200}.pdf", f"{'x' * 76}.pdf"),
    ],
)
def test_words_stay_readable(words: str, name: str) -> None:
    assert safe_file_name(words) == name
