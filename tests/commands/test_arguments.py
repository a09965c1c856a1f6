"""How the command line is written: options anywhere, wrong use explained in one line, help for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from crm import sample
from tests.commands.conftest import Kgotla
from ui.commands.parser import COMMANDS, command

WRONG_USES = [
    ["list"],
    ["list", "neighbours"],
    ["frob"],
    ["show", "people"],
    ["show", "people:abc"],
    ["show", "neighbours:1"],
    ["list", "people", "--as-of", "31 February"],
    ["list", "topics", "--kind", "party"],
    ["list", "commitments", "--lateness", "rather"],
    ["search"],
    ["search", "x", "--limit", "0"],
    ["undo", "--everything"],
    ["report", "memoir", "--out", "x.pdf"],
    ["report", "follow-up", "--out", "x.pdf", "--password", "--password-file", "x"],
    ["report", "brief", "--out", "x.pdf"],
    ["report", "brief", "--body", "organisations:1", "--person", "people:1", "--out", "x.pdf"],
    ["report", "follow-up", "--by", "colour", "--out", "x.pdf"],
    ["import"],
    ["import", "-", "--status", "Sorted"],
    ["import", "-", "--status", "Sorted=perhaps"],
    ["export", "--out", "x.csv", "--why", "x", "neighbours"],
    ["export", "--out", "x.csv", "people"],
    ["--json"],
    ["history", "12"],
    ["history", "--act", "forgotten"],
    ["request", "new", "curiosity"],
    ["request", "show", "Q-2026-0001", "--sign"],
    ["report", "follow-up", "--out", "x" * 300 + ".pdf"],
]


@pytest.mark.parametrize("arguments", WRONG_USES, ids=" ".join)
def test_wrong_use_is_explained_in_one_line_and_ends_with_2(looking: Kgotla, arguments: list[str]) -> None:
    said = looking(*arguments)
    assert said.code == 2
    assert said.out == ""
    assert len(said.err.splitlines()) == 1
    assert "Traceback" not in said.err


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(bare: Kgotla, name: str) -> None:
    assert name == command(name).NAME
    said = bare(name, "--help")
    assert said.code == 0
    assert "--workspace" in said.out
    assert "--json" in said.out


def test_help_names_every_command_and_how_to_write_a_record(bare: Kgotla) -> None:
    said = bare("--help")
    assert said.code == 0
    said_in_one_line = " ".join(said.out.split())
    assert all(f" {name} {command(name).summary()}" in said_in_one_line for name in COMMANDS)
    assert "people:12" in said.out


def test_version(bare: Kgotla) -> None:
    assert bare("--version").out.startswith("kgotla ")


def test_options_stand_before_or_after_the_command(bare: Kgotla, sample_folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(sample.PASSPHRASE + "\n", encoding="utf-8")
    options = ["--json", f"--workspace={sample_folder}", "--passphrase-file", str(secret)]
    before = bare(*options, "list", "team")
    after = bare("list", "team", *options)
    between = bare(*options[:2], "list", *options[2:], "team")
    assert before.code == after.code == between.code == 0
    assert before.json == after.json == between.json


def test_an_argument_that_is_no_utf8_is_no_reason_to_fall_over(looking: Kgotla) -> None:
    broken = b"\xff\xfe".decode("utf-8", "surrogateescape")
    assert looking("search", broken).code == 0
    assert looking("list", "people", "--text", broken + " zzz", "--json").json == []
    assert looking("show", broken).code == 2
