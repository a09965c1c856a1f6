"""From dry taps to the House and back through the command line, over half a year, and under three laws."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from crm.rules import clock
from tests.conftest import PASSPHRASE, make_cheap_to_open
from ui import commands

WARD = "30601003"
HOUSE = "Northern Cape Provincial Legislature"
COUNCIL = f"""Municipality,Ward,Councillor,Party,Cell
Richtersveld,{WARD},Anna Cloete-Sample,EXAMPLE PARTY,082 000 0903
"""
CSO, OFFICIAL = "Water for Kuboes", "Ms Gaolathe Registrar-Sample"
PETITION, PLAN, ISSUE = "P-2026-0001", "A-2026-0001", "I-2026-0001"
TEMPLATE = "From evidence to report back"


@dataclass
class HalfYear:
    """Each step is one run of the command line on its day."""

    folder: Path
    say: Callable[..., Any]

    def on(self, month: int, day: int) -> None:
        clock.choose(date(2026, month, day))

    def step(self, status: str, *options: object, petition: str = PETITION) -> Any:
        return self.say("step", petition, status, *options)

    def paper(self, name: str, *options: object) -> str:
        file = self.folder / f"{name}.pdf"
        self.say("report", name, *options, "--out", file)
        return read(file)

    def begin(self) -> None:
        """The workspace, who sits in the council, the CSO, and what is wrong."""
        self.on(6, 1)
        provinces = [word for name in ("Northern Cape", "North West", "Limpopo") for word in ("--province", name)]
        self.say("new", self.folder / "Work", "--name", "Our Voice", "--user", "Naledi Sample", *provinces)
        make_cheap_to_open(self.folder / "Work.kgotla", PASSPHRASE)
        (self.folder / "council.csv").write_text(COUNCIL, encoding="utf-8")
        self.say("import", self.folder / "council.csv", "--term", "2021-2026")
        self.say("topic", "Water and sanitation")
        about = ("--topic", "Water and sanitation", "--area", WARD)
        self.say("organisation", CSO, "--kind", "cso_partner", "--side", "partner", *about)
        self.say("add-person", OFFICIAL, "--body", HOUSE, "--post", "Petitions officer", "--contact", "gr@example.org")
        wrong = ("--topic", "Water and sanitation", "--place", WARD, "--reported-by", CSO)
        self.say("issue", "Dry taps in Kuboes", *wrong, "--touches", "Older people and a crèche", "--households", 120)
        self.say("visit", ISSUE, "--state", "same", "--finding", "Three taps of five are dry")

    def ask_who_deals_with_it(self) -> None:
        answer = self.say("route", "--for", ISSUE)
        who = {part["part"]: part for part in answer["who"]}
        assert answer["sphere"] == "local"
        assert "Schedule 4, Part B" in answer["why"]
        assert who["councillor"]["name"] == "Anna Cloete-Sample"
        assert who["municipality"]["name"] == "Richtersveld"
        assert "committee" in who
        assert all(part["why"] for part in answer["who"])
        assert any(part["part"] == "mayor" for part in answer["not_known"])
        assert self.say("route", "--topic", "water", "--place", WARD)["who"] == answer["who"]

    def plan_from_the_template(self) -> None:
        about = ("--issue", ISSUE, "--body", CSO, "--place", WARD, "--topic", "Water and sanitation")
        self.say("plan", "Water by winter", *about, "--template", TEMPLATE, "--start", "2026-06-02")
        self.say("step", PLAN, "active")
        before = self.say("show", PLAN)["steps"]
        assert [step["title"] for step in before[:2]] == ["Gather evidence", "Meet the ward councillor"]
        assert before[-1]["kind"] == "report_back"
        self.on(6, 19)  # two days late
        done = self.say("step", f"{PLAN} 1", "done", "--note", "Photos of five taps")
        assert [row["old"] < row["new"] for row in done["dependants"]] == [True] * len(done["dependants"])
        shown = self.say("work-out", f"{PLAN} 1", "--dry-run")["moves"]
        assert self.dates() == [step["due_on"] for step in before], "nothing moves before it is agreed to"
        self.say("work-out", f"{PLAN} 1")
        moved = {row["number"]: row["new"] for row in shown}
        assert self.dates()[1:] == [moved.get(at, old["due_on"]) for at, old in enumerate(before[1:], start=2)]

    def dates(self) -> list[str]:
        return [step["due_on"] for step in self.say("show", PLAN)["steps"]]

    def draft_and_check(self) -> None:
        self.on(7, 6)
        self.say("issue", "--change", ISSUE, "--start", "petition")
        asked = ("--body", HOUSE, "--prayer", "Mend the pump, and say when", "--form", "collective")
        self.say("petition", "--change", PETITION, *asked, "--signatures", 312, "--official", OFFICIAL)
        self.say("tie", PETITION, PLAN)
        refused = self.say("step", PETITION, "ready", code=1)
        assert "It asks for a specific action".lower() in refused.lower()
        points = [check["key"] for check in self.say("checklist", PETITION)["checks"]]
        self.say("checklist", PETITION, *points)
        self.step("ready")

    def hand_in(self) -> None:
        self.on(7, 13)
        receipt = self.folder / "stamp.jpg"
        receipt.write_bytes(b"\xff\xd8\xff a photo of the stamped copy")
        self.step("submitted", "--source", "By hand at the Speaker's office", "--photo", receipt)
        self.on(7, 15)
        self.step("acknowledged", "--source", "E-mail of the petitions office")
        self.on(7, 20)
        self.step("registered", "--number", "NCPL 14/2026")
        assert self.say("show", PETITION)["limit"].startswith("No legal limit known")
        told = ("--law", "Told by the petitions office", "--verified-by", f"{OFFICIAL}, by telephone")
        self.say("clock-rule", "Northern Cape", "--at", "referred", "--length", 30, *told)
        self.on(7, 27)
        self.step("admissible")
        self.on(8, 3)
        referred = self.step("referred", "--committee", "Standing Committee on Petitions and Public Participation")
        assert referred["due_on"] == "2026-09-15"
        self.step("awaiting_response")

    def the_days_run_out(self) -> None:
        self.on(9, 16)
        late = self.say("show", PETITION)
        assert late["lateness"] == "overdue"
        worked_out = " ".join(late["worked_out"])
        assert "30 working days" in worked_out
        assert "National Women's Day" in worked_out, "the Monday after it is skipped, by its name"
        assert PETITION in [row["reference"] for row in self.say("deadlines", "--late")]
        letter = self.folder / "first.pdf"
        self.say("follow-up", PETITION, "--rung", "next", "--letter", letter, "--sent")
        words = read(letter)
        for part in ("NCPL 14/2026", "outstanding", "15 Sep 2026"):
            assert part in words
        assert "overdue" not in words
        followed = self.say("show", PETITION)
        assert len(followed["follow_ups"]) == 1
        assert followed["next_look"] > "2026-09-16"
        assert [rung["position"] for rung in followed["ladder"]["taken"]] == [1]
        assert PETITION not in [item.get("reference") for item in self.say("review")], "until its next look"

    def they_ask_for_longer(self) -> None:
        self.on(9, 18)
        asked = ("--said-by", OFFICIAL, "--how", "letter", "--reason", "The borehole is tested first")
        assert self.say("move-date", PETITION, "2026-10-06", *asked)["lateness"] != "overdue"
        assert "moved once" in self.say("show", PETITION)["sentence"]

    def they_answer(self) -> None:
        self.on(10, 5)
        self.step("response_received", "--source", "Letter of the department, 2 October")
        by = ("--executive", "--by", HOUSE, "--source", "Letter of the department, 2 October")
        self.say("undertaking", PETITION, "The pump is replaced", *by, "--due", "2026-11-30")
        self.say("undertaking", PETITION, "A tanker comes twice a week", *by, "--due", "2026-10-12")
        kinds = [row["kind"] for row in self.say("list", "commitments")]
        assert kinds.count("executive_undertaking") == 2

    def the_house(self) -> None:
        self.on(10, 20)
        hearing = {"title": "Hearing on the taps", "on": "2026-10-20", "kind": "public_hearing", "body": HOUSE}
        (self.folder / "hearing.json").write_text(json.dumps(hearing | {"attendance": [OFFICIAL]}), encoding="utf-8")
        logged = self.say("log", self.folder / "hearing.json")
        self.say("tie", PETITION, f"engagements:{logged['id']}")
        self.step("hearing")
        for month, day, status in ((10, 27, "committee_report"), (11, 3, "in_house"), (11, 10, "house_resolution")):
            self.on(month, day)
            self.step(status, "--source", f"Papers of the House, {day} {month}")
        resolved = ("--resolution", "--by", HOUSE, "--due", "2027-03-31", "--source", "Papers of the House")
        self.say("undertaking", PETITION, "The department reports every quarter", *resolved)
        self.on(11, 12)
        self.step("monitored")

    def the_end(self) -> None:
        self.on(11, 20)
        self.say("visit", ISSUE, "--state", "fixed", "--finding", "All five taps run")
        self.say("step", ISSUE, "in_progress")
        self.say("step", ISSUE, "fixed", "--note", "Seen by the CSO")
        ended = self.step("closed", "--outcome", "granted")
        assert (ended["status"], ended["outcome"]) == ("closed", "granted")
        assert ended["next_look"] is not None, "somebody has to tell those who asked"
        self.on(11, 22)
        told = self.say("told", PETITION, "--note", "Meeting at the tap")
        assert (told["petitioner_told_on"], told["next_look"]) == ("2026-11-22", None)
        change = ("--kind", "practice", "--indicator", "service_gained", "--actor", "Richtersveld")
        self.say("outcome", "The municipality publishes when taps run", "--plan", PLAN, *change)

    def what_is_left_behind(self) -> None:
        shown = self.say("show", PETITION)
        path = [step["to"] for step in shown["steps"]]
        reached = "ready submitted acknowledged registered admissible referred awaiting_response response_received"
        assert path[: len(reached.split())] == reached.split()
        assert [step for step in path if step not in reached.split()][:5] == [
            "hearing",
            "committee_report",
            "in_house",
            "house_resolution",
            "monitored",
        ]
        assert all(step["on"] for step in shown["steps"])
        assert "Letter of the department, 2 October" in json.dumps(shown["steps"])
        assert [one["record"].partition(":")[0] for one in shown["tied"]] == ["issues", "plans", "engagements"]
        assert len(shown["commitments"]) == 3
        assert shown["name"] in [found["name"] for found in self.say("search", "taps")]
        register = self.paper("petition-register", "--status", "all")
        for part in (PETITION, "NCPL 14/2026", "Granted", "Told by the petitions office"):
            assert part in register
        assert "Water by winter" in self.paper("plan-status", "--plan", PLAN)
        labels = [entry["label"] for entry in self.say("history", PETITION)]
        assert f"Tell the petitioner of {PETITION}" in labels
        self.say("undo")
        self.say("undo")
        assert self.say("show", PETITION)["petitioner_told_on"] is None
        self.say("redo")
        assert self.say("check")["problems"] == []


def read(file: Path) -> str:
    """The words of a paper."""
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


@pytest.fixture
def half_year(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[HalfYear]:
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)

    def say(*arguments: object, code: int = 0) -> Any:
        capsys.readouterr()
        where = [] if arguments[0] == "new" else ["--workspace", tmp_path / "Work.kgotla"]
        came = commands.run([str(each) for each in (*arguments, "--json", *where)])
        said = capsys.readouterr()
        assert came == code, f"{arguments}: {said.err}"
        return json.loads(said.out) if code == 0 else said.err

    yield HalfYear(tmp_path, say)
    clock.choose(None)


def test_from_dry_taps_to_the_house_and_back(half_year: HalfYear) -> None:
    half_year.begin()
    half_year.ask_who_deals_with_it()
    half_year.plan_from_the_template()
    half_year.draft_and_check()
    half_year.hand_in()
    half_year.the_days_run_out()
    half_year.they_ask_for_longer()
    half_year.they_answer()
    half_year.the_house()
    half_year.the_end()
    half_year.what_is_left_behind()
    under_other_laws(half_year)


def under_other_laws(half_year: HalfYear) -> None:
    """The same petition where the law is known to set a limit, and where none is known."""
    half_year.on(8, 3)
    north_west = half_year.say("petition", "Dry taps", "--body", "North West Provincial Legislature")["reference"]
    limpopo = half_year.say("petition", "Dry taps, too", "--body", "Limpopo Legislature")["reference"]
    for petition in (north_west, limpopo):
        half_year.say("checklist", petition, *[c["key"] for c in half_year.say("checklist", petition)["checks"]])
        for status in ("ready", "submitted", "registered", "admissible"):
            half_year.step(status, petition=petition)
    counted = half_year.say("show", north_west)
    assert counted["due_on"] == "2026-09-15"
    assert "North West Petitions Act 2 of 2010" in " ".join(counted["worked_out"])
    unknown = half_year.say("show", limpopo)
    assert unknown["due_on"] is None
    assert unknown["limit"].startswith("No legal limit known")
    half_year.say("clock", limpopo, "review", "--on", "2026-09-01")
    assert half_year.say("show", limpopo)["next_look"] == "2026-09-01"
