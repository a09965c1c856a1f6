"""A whole day through the command line, from the Review in the morning, and everything undone back to the morning."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from crm import sample
from crm.rules import clock
from tests.end_to_end.morning import Morning, bring_the_committee_forward, read_morning
from tests.end_to_end.own_register import COUNT, UNKNOWN, as_tabbed_rows
from ui import commands

TODAY = date(2026, 11, 22)
HOUSE_MOU = "M-2026-0001"


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    clock.choose(TODAY)
    yield
    clock.choose(None)


@dataclass
class Day:
    """One day; each step is one run of the command line, and what it said is kept for later steps."""

    folder: Path
    workspace: Path
    say: Callable[..., Any]
    morning: Morning
    undo_labels: list[str] = field(default_factory=list)

    def json(self, *arguments: object, stdin: str | None = None) -> Any:
        return self.say(*arguments, "--workspace", self.workspace, stdin=stdin)

    def paper(self, name: str, *options: object) -> str:
        file = self.folder / f"{name}.pdf"
        (made,) = self.json("report", name, *options, "--out", file)["files"]
        with pypdfium2.PdfDocument(file) as document:
            assert len(document) == made["pages"]
            return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())

    def newest_label(self) -> str:
        return str(self.json("history")[0]["label"])

    def done(self) -> None:
        """Remember the step for the evening."""
        self.undo_labels.append(self.newest_label())

    # 08:00

    def review_five(self) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.json("review")
        promises = [item for item in items if item["noun"] == "commitments"]
        tried, done, moved, progress, kept = promises[:5]
        self.json("answer", tried["record"], "t", "--by", "The switchboard")
        self.done()
        self.json("answer", done["record"], "d", "--note", "They say it was done on Friday")
        self.done()
        self.json("answer", moved["record"], "m", "--to", "15 December", "--note", "The tender is late")
        self.done()
        self.json("answer", progress["record"], "p", "--note", "Half the doors are done")
        self.done()
        self.json("answer", kept["record"], "k", "--evidence", "We saw the ramp in use")
        self.done()
        after = {item["record"] for item in self.json("review")}
        assert kept["record"] not in after
        assert tried["record"] not in after, "what was tried comes back on another day"
        assert self.json("show", kept["record"])["outcome"] == "kept"
        assert self.json("show", done["record"])["status"] == "claimed_done"
        assert "now 15 Dec" in self.json("show", moved["record"])["sentence"]
        return promises[:5]

    # The committee visit

    def planned_visit(self) -> dict[str, Any]:
        visits = self.json("list", "engagements", "--status", "planned", "--from", TODAY, "--to", TODAY)
        return next(visit for visit in visits if visit["kind"] == "committee_meeting")

    def print_brief_and_form(self, visit: dict[str, Any]) -> None:
        brief = self.paper("brief", "--engagement", visit["record"])
        assert visit["title"] in brief
        assert "What they promised us" in brief
        form = self.paper("meeting-form", "--engagement", visit["record"])
        for number, step in enumerate(
            ("Who came", "Points raised", "Asks and answers", "Commitments", "Next contact"), 1
        ):
            assert f"{number} {step}" in form
        self.paper("leave-behind", "--engagement", visit["record"])
        self.paper("sign-in", "--engagement", visit["record"])
        self.paper("call-sheet")

    def close_out_from_the_form(self, visit: dict[str, Any]) -> list[dict[str, Any]]:
        shown = self.json("show", visit["record"])
        chair = next(line for line in shown["attendance"] if line["side"] == "theirs" and line["person_id"])
        form = {
            "engagement": visit["record"],
            "attendance": [{"who": f"people:{line['person_id']}", "code": "P"} for line in shown["attendance"]],
            "points": ["Two schools still wait for their ramps"],
            "commitments": [
                {
                    "words": "The committee will visit both schools",
                    "maker": f"people:{chair['person_id']}",
                    "due": "in 4 weeks",
                    "initialled": True,
                },
                {
                    "words": "I shall send the list of schools",
                    "maker": f"people:{chair['person_id']}",
                    "due": "in 2 weeks",
                },
            ],
        }
        (self.folder / "form.json").write_text(json.dumps(form), encoding="utf-8")
        logged = self.json("log", self.folder / "form.json")
        self.done()
        first, second = logged["commitments"]
        assert self.json("show", f"commitments:{first['id']}")["status"] == "confirmed"
        assert self.json("show", f"commitments:{second['id']}")["status"] == "noted"
        assert self.json("show", visit["record"])["is_locked"] is True
        return [first, second]

    # The spreadsheet

    def paste_a_register(self) -> None:
        before = len(self.json("list", "commitments"))
        rows = as_tabbed_rows()
        preview = self.json("import", "-", "--kind", "commitments", "--dry-run", stdin=rows)
        assert preview["new"]["commitments"] == COUNT
        assert preview["not_understood"] == []
        imported = self.json("import", "-", "--kind", "commitments", stdin=rows)
        self.done()
        assert imported["new"]["commitments"] == COUNT
        found = self.json("list", "commitments")
        assert len(found) == before + COUNT
        new = [row for row in found if row["words"].startswith("Will ")]
        assert {row["bound_name"] for row in new if row["bound_id"] is None} == set(UNKNOWN)
        again = self.json("import", "-", "--kind", "commitments", "--dry-run", stdin=rows)
        assert again["new"].get("commitments", 0) == 0, "the same rows again change nothing"

    # The telephone

    def a_personal_assistant_phones(self) -> None:
        heard = self.json("call", "Ms Gaolathe Moeng", "--list")
        assert heard["speaks_for"] == ["Hon. Kagisho Molale"]
        spoken_for = heard["commitments"]
        assert len(spoken_for) >= 2, "all that the Speaker promised is hers to speak for"
        moved = next(row for row in spoken_for if row["due_on"])
        to = ("--to", "20 January", "--reason", "Recess")
        self.json("call", "Ms Gaolathe Moeng", "--moves", moved["reference"], *to)
        self.done()
        shown = self.json("show", f"commitments:{moved['id']}")
        assert shown["moves"][-1]["new"] == "2027-01-20"
        assert shown["moves"][-1]["said_by"] == "Ms Gaolathe Moeng"

    def follow_another_up_by_message(self) -> None:
        rows = self.json("list", "commitments", "--direction", "they_owe_us", "--lateness", "late")
        target = next(row for row in rows if row["confidentiality"] == "open" and row["bound_id"])
        written = self.json("follow-up", target["record"], "--by", "message", "--print")
        assert target["words"][:40] in written["words"]
        assert written["noted"] is False
        assert len(self.json("show", target["record"])["follow_ups"]) == target["follow_ups"]
        self.json("follow-up", target["record"], "--by", "message", "--sent")
        self.done()
        sent = self.json("show", target["record"])["follow_ups"][-1]
        assert sent["words"] == written["words"]

    # The chair

    def replace_the_chair(self, chair: str, promises: list[dict[str, Any]]) -> None:
        post = "Chairperson, Portfolio Committee on Social Development"
        preview = self.json("replace-holder", post, "--comes", "Hon. Naledi New-Sample", "--dry-run")
        assert preview["leaves"] == chair
        fates = [f"--promise={promise['reference']}=passes" for promise in promises]
        self.json(
            "replace-holder", post, "--comes", "Hon. Naledi New-Sample", "--on", TODAY, "--reason", "redeployed", *fates
        )
        self.done()
        for promise in promises:
            shown = self.json("show", f"commitments:{promise['id']}")
            assert "Chairperson" in shown["bound_name"]
            assert "Hon. Naledi New-Sample" in shown["bound_name"]

    # The MoU

    def print_the_mou_report(self, promise: dict[str, Any]) -> None:
        clause = self.json("show", f"agreements:{self.mou()['id']}")["clauses"][1]
        deliverable = next(each for each in clause["deliverables"] if each["evidence"])
        self.json(
            "under-clause",
            promise["reference"],
            f"agreements:{clause['id']}",
            "--deliverable",
            f"agreements:{deliverable['id']}",
        )
        self.done()
        report = self.paper("mou-progress", "--agreement", HOUSE_MOU)
        line = report[report.index(promise["reference"]) :][:700]
        assert "“The committee will visit both schools”" in line
        assert clause["number"] in line
        assert deliverable["title"] in line
        assert deliverable["evidence"][0]["words"] in line

    def mou(self) -> dict[str, Any]:
        return next(row for row in self.json("list", "agreements") if row["reference"] == HOUSE_MOU)

    # The evening

    def undo_everything(self) -> None:
        while self.undo_labels:
            label = self.undo_labels.pop()
            assert self.json("undo") == {"undone": label}
        assert read_morning(self.workspace) == self.morning
        assert self.json("check")["problems"] == []


@pytest.fixture
def day(
    own_sample_folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Day:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", sample.PASSPHRASE)
    bring_the_committee_forward(own_sample_folder)

    def say(*arguments: object, stdin: str | None = None) -> Any:
        if stdin is not None:
            monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = commands.run([*map(str, arguments), "--json"])
        said = capsys.readouterr()
        assert code == 0, f"{arguments}: {said.err}"
        return json.loads(said.out)

    return Day(tmp_path, own_sample_folder, say, read_morning(own_sample_folder))


def test_a_whole_day(day: Day) -> None:
    five = day.review_five()
    visit = day.planned_visit()
    day.print_brief_and_form(visit)
    promised = day.close_out_from_the_form(visit)
    day.paste_a_register()
    day.a_personal_assistant_phones()
    day.follow_another_up_by_message()
    chair = day.json("show", f"commitments:{promised[0]['id']}")["maker_name"]
    day.replace_the_chair(chair, promised)
    day.print_the_mou_report(promised[0])
    assert len(day.undo_labels) == 11
    assert five
    day.undo_everything()
