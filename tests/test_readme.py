"""The README keeps its word: what it shows is there, and what it tells to type exists."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ui.commands import parser

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("file", re.findall(r"\]\(([^):#]+)\)", TEXT))
def test_every_picture_and_page_it_links_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


@pytest.mark.parametrize("script", sorted(set(re.findall(r"bash (scripts/\w+)", TEXT))))
def test_every_script_it_names_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & 0o111


@pytest.mark.parametrize("command", sorted(set(re.findall(r"^    kgotla (\w[\w-]*)", TEXT, re.MULTILINE))))
def test_every_command_it_shows_exists(command: str) -> None:
    assert command in parser.ProgramParser().format_help()
