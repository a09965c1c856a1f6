"""Nothing lost, nobody let in: two colleagues, a stick, somebody who asks to be gone, a computer that is stolen."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla, Said
from tests.reports.paper import words

THABO = "seven quiet weavers by the weir"
NAME, NUMBER = "Qwezana", "0539990017"


@pytest.fixture
def as_thabo(bare: Kgotla, workspace_folder: Path, tmp_path: Path) -> Kgotla:
    """The command line as the second colleague uses it, with a passphrase of his own."""
    file = tmp_path / "thabo.txt"
    file.write_text(THABO, encoding="utf-8")
    return lambda *arguments: bare(*arguments, "--workspace", workspace_folder, "--passphrase-file", file)


def done(said: Said) -> Said:
    assert said.code == 0, said.err
    return said


def test_a_colleague_comes_and_goes_a_person_is_gone_for_good_and_a_stick_brings_all_back(
    kgotla: Kgotla,
    as_thabo: Kgotla,
    bare: Kgotla,
    workspace_folder: Path,
    own_home: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thabo, sheet, stick = tmp_path / "thabo.txt", tmp_path / "sheet.pdf", tmp_path / "stick"
    # A key of his own; what he does carries his name.
    done(kgotla("key", "add", "Thabo Sample", "--new-passphrase-file", thabo))
    done(as_thabo("add-person", f"Ms Naledi {NAME}", "--contact", NUMBER))
    entry = done(kgotla("history", "--json")).json[0]
    assert entry["by"] == "Thabo Sample"
    # The sheet goes into a drawer, a copy onto a stick.
    done(kgotla("key", "new-sheet", "--out", sheet))
    done(kgotla("backup", "--out", stick / "before.kgotla-backup"))
    seal = done(kgotla("check", "--json")).json["seal"]
    # She asks to be gone: what she is called is nowhere in the file, its log or the automatic backups.
    done(kgotla("erase", f"Naledi {NAME}", "--erase", "--because", "request"))
    assert NAME not in done(kgotla("history", "--json")).out
    assert done(kgotla("search", NAME.lower(), "--json")).json == []
    done(kgotla("erase", "--proof", NAME, NUMBER))
    # The paper that named the state before is still known.
    assert done(kgotla("check", "--seal", seal, "--json")).json["ok"]
    done(kgotla("backup", "--out", stick / "after.kgotla-backup"))
    # He leaves: his passphrase opens the file no more, only the copies of then.
    done(kgotla("key", "remove", "Thabo Sample"))
    assert as_thabo("list", "people").code == 1
    # The computer is stolen. Elsewhere there are the stick and the sheet, and nothing else.
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "bare"))
    monkeypatch.delenv("KGOTLA_PASSPHRASE")
    code = tmp_path / "code.txt"
    code.write_text(recovery_code(sheet), encoding="utf-8")
    again = tmp_path / "again"
    # Of two copies the older is taken, in which she still stands: the newer beside it tells that she is to be gone.
    done(bare("restore", stick / "before.kgotla-backup", "--to", again, "--recovery-file", code))
    listed = done(
        bare("list", "people", "--json", "--workspace", again.with_suffix(".kgotla"), "--recovery-file", code)
    )
    assert NAME not in listed.out


def recovery_code(sheet: Path) -> str:
    """The eight groups printed on the sheet, as somebody types them."""
    return " ".join(re.findall(r"\b[0-9A-HJKMNP-TV-Z]{5}\b", words(sheet.read_bytes()))[:8])
