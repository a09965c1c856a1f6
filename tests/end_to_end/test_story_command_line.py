"""The first day through the command line: from an empty folder to a follow-up report, each step its own process."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from crm import sample
from ui import commands
from ui.preferences import Preferences

ROOT = Path(__file__).parents[2]
REAL_LIST = Path(os.environ.get("KGOTLA_LISTS", "")) / "sa_mpls" / "mpls_2014.csv"
PASSPHRASE = "two cranes over dry pans"

HEADINGS = (
    "Party,First Name,Last Name,Organisation,Position Title,Start Date,End Date,Place name,Preferred Name,Cell phone"
)
SEATS = "Member,2014-05-21,future"
FIRST_LIST = f"""{HEADINGS}
AFRICAN NATIONAL CONGRESS,THABISO JOHANNES,MOKOENA-SAMPLE,Limpopo Provincial Legislature,{SEATS},Limpopo,,
AFRICAN NATIONAL CONGRESS,NOMSA,VAN DER MERWE-SAMPLE,Limpopo Provincial Legislature,{SEATS},Limpopo,Nomsi,
DEMOCRATIC ALLIANCE,//GARISES,ǃNAOSEB-SAMPLE,Western Cape Provincial Legislature,{SEATS},Western Cape,,082 000 0901
DEMOCRATIC ALLIANCE,ELSABÉ,O'CONNOR-SAMPLE,Northern Cape Provincial Legislature,{SEATS},Northern Cape,,
ECONOMIC FREEDOM FIGHTERS,SIPHO,MCGREGOR-SAMPLE,Northern Cape Provincial Legislature,{SEATS},Northern Cape,,
AFRICAN NATIONAL CONGRESS,LINDIWE ANNA,DU PREEZ-SAMPLE,Northern Cape Provincial Legislature,{SEATS},Northern Cape,,
"""
SECOND_LIST = f"""{HEADINGS}
AFRICAN NATIONAL CONGRESS,KEFILWE,SECOND-SAMPLE,North West Provincial Legislature,{SEATS},North West,,
AFRICAN NATIONAL CONGRESS,JOHAN,SECOND-SAMPLE,North West Provincial Legislature,{SEATS},North West,,
"""


class CommandLine:
    """Runs `kgotla` as a user does: one process a command, the workspace used last, the passphrase in a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "secret.txt").write_text(PASSPHRASE + "\n", encoding="utf-8")
        self.environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "100"}

    def remember(self, workspace: Path, passphrase: str) -> None:
        """Make this the workspace used last, as one run on it would."""
        (self.folder / "secret.txt").write_text(passphrase, encoding="utf-8")
        Preferences().remember_workspace(workspace)

    def command(self, *arguments: object) -> list[str]:
        return [sys.executable, "-m", "ui.commands", *map(str, arguments)]

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments, "--passphrase-file", self.folder / "secret.txt"),
            cwd=self.folder,
            env=self.environment,
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )

    def json(self, *arguments: object) -> Any:
        done = self.run("--json", *arguments)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""
        return json.loads(done.stdout)


class InThisProcess(CommandLine):
    """The same, where it does not matter that each is a process: most of the time of one goes into starting it."""

    def run(self, *arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        given = [*map(str, arguments), "--passphrase-file", str(self.folder / "secret.txt")]
        with chdir(self.folder), redirect_stdout(StringIO()) as out, redirect_stderr(StringIO()) as err:
            code = commands.run(given)
        return subprocess.CompletedProcess(given, code, out.getvalue(), err.getvalue())


@pytest.fixture
def kgotla(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)


def tell_the_story(kgotla: CommandLine, members: Path, count: int) -> None:
    """New, import, close out with three members and a photo, four commitments, their fates, undo, and the report."""
    folder = kgotla.folder
    new = kgotla.json("new", "Liaison", "--name", "Our Voice", "--user", "Naledi Sample", "--province", "Northern Cape")
    assert Path(new["workspace"]).name == "Liaison.kgotla"

    preview = kgotla.json("import", members, "--dry-run")
    assert (preview["new"]["people"], preview["operation"]) == (count, None)
    imported = kgotla.json("import", members)
    assert imported["new"] == preview["new"]
    assert len(kgotla.json("list", "people", "--as-of", "2015-06-01")) == count
    assert kgotla.json("list", "people", "--as-of", "2025-06-01") == []

    house = "Northern Cape Provincial Legislature"
    met = [person["record"] for person in kgotla.json("list", "people", "--body", house, "--as-of", "2015-06-01")][:3]
    assert len(met) == 3
    (folder / "sign-in.jpg").write_bytes(b"\xff\xd8\xff a photograph of the sign-in sheet")
    log = {
        "title": "Clinic hours with three members",
        "on": "yesterday",
        "body": house,
        "attendance": met,
        "files": ["sign-in.jpg"],
        "topics": ["Health"],
        "close_out": True,
        "commitments": [
            {
                "words": "The clinic will stay open until six",
                "maker": met[0],
                "owner": "Naledi Sample",
                "due": "in 2 weeks",
            },
            {"words": "A second nurse will come before winter", "maker": met[1], "due": "in 4 weeks"},
            {"words": "I shall put it to the committee", "maker": met[2]},
            {
                "words": "We will count the queue for a month",
                "bound": "Our Voice",
                "owed_to": met[0],
                "due": "in 5 weeks",
            },
        ],
    }
    (folder / "meeting.json").write_text(json.dumps(log), encoding="utf-8")
    logged = kgotla.json("log", "meeting.json")
    first, second, third, fourth = logged["commitments"]
    assert [each["direction"] for each in logged["commitments"]] == ["they_owe_us"] * 3 + ["we_owe_them"]
    shown = kgotla.json("show", f"engagements:{logged['id']}")
    assert shown["is_locked"] is True
    assert [file["file_name"] for file in shown["attachments"]] == ["sign-in.jpg"]

    moved = kgotla.json("move-date", second["reference"], "in 8 weeks", "--said-by", "The member", "--how", "phone")
    assert "moved once" in moved["sentence"]
    followed = kgotla.json("follow-up", f"commitments:{third['id']}", "--channel", "letter", "--answer", "Next sitting")
    assert followed["follow_ups"] == 1
    kept = kgotla.json("keep", first["reference"], "--evidence", "Open at half past five", "--file", "sign-in.jpg")
    assert (kept["status"], kept["outcome"], kept["lateness"]) == ("closed", "kept", "closed")

    (folder / "second.csv").write_text(SECOND_LIST, encoding="utf-8")
    before = len(kgotla.json("list", "people"))
    assert kgotla.json("import", "second.csv")["new"]["people"] == 2
    assert kgotla.json("undo") == {"undone": "Import 2 people"}
    assert len(kgotla.json("list", "people")) == before
    assert kgotla.json("check")["problems"] == []

    (made,) = kgotla.json("report", "follow-up", "--out", "follow-up.pdf")["files"]
    paper = pypdfium2.PdfDocument(folder / "follow-up.pdf")
    assert (made["file"], made["report"], made["pages"]) == ("follow-up.pdf", "follow-up", len(paper))
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in paper).split())
    paper.close()
    for each in (first, second, third, fourth):
        assert each["reference"] in text
    assert "Our Voice" in text


def test_the_first_day(kgotla: CommandLine, tmp_path: Path) -> None:
    members = tmp_path / "members.csv"
    members.write_text(FIRST_LIST, encoding="utf-8")
    tell_the_story(kgotla, members, 6)


def test_the_first_day_with_a_real_list(tmp_path: Path) -> None:
    if not REAL_LIST.exists():
        pytest.skip("set KGOTLA_LISTS to a folder with sa_mpls/mpls_2014.csv")
    tell_the_story(InThisProcess(tmp_path), REAL_LIST, 430)


@pytest.fixture
def sample_line(kgotla: CommandLine, sample_folder: Path) -> CommandLine:
    kgotla.remember(sample_folder, sample.PASSPHRASE)
    return kgotla


def test_a_reader_that_leaves_early_is_no_error(sample_line: CommandLine) -> None:
    process = subprocess.Popen(
        sample_line.command("search", "-", "--passphrase-file", "secret.txt"),
        cwd=sample_line.folder,
        env=sample_line.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    process.stdin.write(b"sedumedi\n" * 100)
    process.stdin.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=60) in (1, 141)
    assert "Traceback" not in said


def _hear_ctrl_c() -> None:
    """What a shell runs in the background does not hear Ctrl+C, nor does what is started from there."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_answers_come_line_by_line_and_ctrl_c_ends_with_130(sample_line: CommandLine) -> None:
    if sys.platform == "win32":
        pytest.skip("Windows sends no SIGINT to one process")
    process = subprocess.Popen(
        sample_line.command("search", "-", "--passphrase-file", "secret.txt"),
        cwd=sample_line.folder,
        env=sample_line.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_hear_ctrl_c,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"sedumedi\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())[0]["noun"] == "people"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert out == b""
    assert len(err.splitlines()) == 1


def test_no_output_at_all_is_no_reason_to_fall_over(sample_line: CommandLine) -> None:
    if sys.platform == "win32":
        pytest.skip("a shell of Windows closes no streams")
    command = sample_line.command("list", "people", "--passphrase-file", "secret.txt")
    for closed in (">&-", ">&- 2>&-", "<&- >/dev/null"):
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {closed}', "sh", *command],
            cwd=sample_line.folder,
            env=sample_line.environment,
            capture_output=True,
            timeout=60,
        )
        assert done.returncode == 0
        assert done.stderr == b""


def test_a_full_disk_behind_the_answer_is_one_sentence(sample_line: CommandLine) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no /dev/full")
    with full.open("wb") as nowhere:
        done = subprocess.run(
            sample_line.command("list", "people", "--passphrase-file", "secret.txt"),
            cwd=sample_line.folder,
            env=sample_line.environment,
            stdout=nowhere,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


def test_the_command_line_loads_no_qt() -> None:
    code = "import sys, ui.app, ui.commands.parser; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60).returncode == 0
