"""Agreements from the command line: written down from a file, listed and shown, and taken on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

MOU: dict[str, Any] = {
    "title": "Working together on clinics",
    "status": "in_force",
    "signed": "2026-02-01",
    "effective": "2026-02-01",
    "expires": "2027-01-31",
    "review_every": "six_monthly",
    "next_review": "2026-12-01",
    "owner": "Lerato Tester",
    "parties": [
        {"body": "Our Voice", "signatory": "Ms A. Example", "post": "Director", "signed": "2026-02-01"},
        {"body": "Northern Cape Provincial Legislature", "focal": "Mr B. Example"},
    ],
    "clauses": [
        {
            "number": "4.1",
            "heading": "Quarterly meetings",
            "every": "quarterly",
            "first_due": "2026-03-31",
            "unit": "meetings",
            "planned": 1,
        },
        {
            "number": "4.2",
            "heading": "Clinics",
            "responsible": "Our Voice",
            "deliverables": [
                {"title": "Thirty clinics visited", "starts": "2026-02-01", "due": "2026-12-15", "planned": 30}
            ],
        },
    ],
}


def write(folder: Path, document: Any) -> Path:
    file = folder / "agreement.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    return file


@pytest.fixture
def mou(kgotla: Kgotla, tmp_path: Path) -> Any:
    return kgotla("agreement", write(tmp_path, MOU), "--json").json


def deliverable(mou: Any) -> str:
    return f"agreements:{mou['clauses'][1]['deliverables'][0]['id']}"


def test_a_file_becomes_an_agreement_clause_by_clause(kgotla: Kgotla, mou: Any) -> None:
    shown = kgotla("show", f"agreements:{mou['id']}", "--json").json
    assert (shown["part"], shown["noun"], shown["reference"]) == ("agreement", "agreements", "M-2026-0001")
    assert [party["signatory"] or party["focal"] for party in shown["parties"]] == ["Ms A. Example", "Mr B. Example"]
    quarterly, clinics = shown["clauses"]
    assert [row["due_on"] for row in quarterly["deliverables"]] == [
        "2026-03-31",
        "2026-06-30",
        "2026-09-30",
        "2026-12-31",
    ]
    assert clinics["deliverables"][0]["responsible"] == "Our Voice"
    assert shown["light"]["rag"] == "red"
    assert shown["light"]["reason"] == "3 of 5 are red"


def test_a_mistake_in_the_last_clause_keeps_nothing(kgotla: Kgotla, tmp_path: Path) -> None:
    wrong = json.loads(json.dumps(MOU))
    wrong["clauses"][1]["deliverables"][0]["due"] = "2026-01-01"
    said = kgotla("agreement", write(tmp_path, wrong))
    assert said.code == 1
    assert len(said.err.splitlines()) == 1
    wrong["clauses"][1]["deliverables"][0] = {"title": "x", "when": "soon"}
    said = kgotla("agreement", write(tmp_path, wrong))
    assert said.code == 1
    assert "clauses[2].deliverables[1].when" in said.err
    assert kgotla("list", "agreements", "--json").json == []


def test_lists_are_narrowed_by_status_and_body(looking: Kgotla) -> None:
    listed = looking("list", "agreements", "--json").json
    assert [row["reference"] for row in listed] == ["M-2026-0001", "M-2026-0003", "M-2026-0002"]
    assert [row["rag"] for row in listed] == ["red", "red", "red"]
    expiring = looking("list", "agreements", "--status", "expiring", "--json").json
    assert [row["reference"] for row in expiring] == ["M-2026-0001"]
    icn = looking("list", "agreements", "--body", "Inclusive Classrooms Northern Cape (sample)", "--json").json
    assert [row["reference"] for row in icn] == ["M-2026-0002"]
    assert looking("list", "agreements", "--status", "pending").code == 2
    assert "M-2026-0001" in looking("list", "agreements").out


def test_promise_clause_deliverable_and_evidence_lead_to_each_other(looking: Kgotla) -> None:
    (promise,) = looking("list", "commitments", "--text", "Transport for two women", "--json").json
    clause = looking("show", f"agreements:{promise['clause_id']}", "--json").json
    assert clause["part"] == "clause"
    assert clause["name"] == "4.2 Hearings where people live"
    assert promise["reference"] in {each["reference"] for each in clause["promises"]}
    shown = looking("show", f"agreements:{promise['deliverable_id']}", "--json").json
    assert shown["part"] == "deliverable"
    assert [each["reference"] for each in shown["promises"]] == [promise["reference"]]
    assert shown["evidence"][0]["words"] == "Transport list with 62 signatures"
    assert (shown["planned"], shown["actual"], shown["variance"]) == (62, 62, 0)
    assert shown["progress_notes"][0]["actual"] == 62
    assert looking("show", f"agreements:{promise['deliverable_id']}").code == 0


def test_progress_is_reckoned_shown_and_explained(kgotla: Kgotla, mou: Any, tmp_path: Path) -> None:
    photo = tmp_path / "clinic.jpg"
    photo.write_bytes(b"\xff\xd8 a photo")
    record = deliverable(mou)
    done = kgotla(
        "progress", record, "--actual", 12, "--reason", "Two roads were flooded", "--evidence", "The twelfth clinic",
        "--photo", photo, "--json",
    ).json  # fmt: skip
    assert (done["progress"], done["status"], done["light"]["rag"]) == (40, "under_way", "red")
    assert done["evidence"][0]["file_name"] == "clinic.jpg"
    assert kgotla("progress", record, "--colour", "amber").code == 1
    assert "--percent" in kgotla("progress", record, "--colour", "amber", "--reason", "x", "--percent", 50).err
    amber = kgotla("progress", record, "--colour", "amber", "--reason", "The others are booked", "--json").json
    assert amber["light"] == {"rag": "amber", "reason": "The others are booked", "is_overridden": True}
    assert kgotla("progress", record, "--colour", "computed", "--json").json["light"]["rag"] == "red"
    assert kgotla("progress", record).code == 1
    assert "“many” is not a whole number" in kgotla("progress", record, "--percent", "many").err
    assert kgotla("progress", "M-2026-0001", "--percent", 5).err.startswith("M-2026-0001 is an agreement")


def test_a_deliverable_is_delivered_accepted_moved_and_asked_about(kgotla: Kgotla, mou: Any) -> None:
    record = deliverable(mou)
    moved = kgotla("move-date", record, "2027-01-20", "--said-by", "Mr B. Example", "--json").json
    assert (moved["due_original"], moved["due_on"]) == ("2026-12-15", "2027-01-20")
    assert kgotla("follow-up", record, "--channel", "phone", "--json").json["follow_ups"] == 1
    assert kgotla("step", record, "delivered", "--json").json["status"] == "delivered"
    assert kgotla("step", record, "accepted").code == 1
    accepted = kgotla("step", record, "accepted", "--evidence", "Signed list", "--kind", "document", "--json").json
    assert accepted["light"]["rag"] == "blue"
    assert kgotla("step", record, "dreamt").code == 1


def test_a_promise_is_put_under_a_clause_and_taken_away(kgotla: Kgotla, mou: Any, tmp_path: Path) -> None:
    meeting = tmp_path / "meeting.json"
    meeting.write_text(json.dumps({"title": "Clinics", "commitments": ["We will visit ten more"]}), encoding="utf-8")
    promise = kgotla("log", meeting, "--json").json["commitments"][0]["reference"]
    under = kgotla("under-clause", promise, "M-2026-0001 4.2", "--deliverable", deliverable(mou), "--json").json
    assert under["clause_name"] == "4.2 Clinics, M-2026-0001"
    assert under["deliverable"] == "Thirty clinics visited"
    other = f"agreements:{mou['clauses'][0]['id']}"
    assert kgotla("under-clause", promise, other, "--deliverable", deliverable(mou)).code == 1
    assert kgotla("under-clause", promise, "none", "--json").json["clause_id"] is None


def test_an_agreement_is_amended_reviewed_and_renewed(kgotla: Kgotla, mou: Any) -> None:
    clause = f"agreements:{mou['clauses'][1]['id']}"
    amended = kgotla("amend", "M-2026-0001", "Half a year longer", "--expires", "2027-07-31", "--out", clause, "--json")
    assert amended.json["expires_on"] == "2027-07-31"
    reviewed = kgotla("hold-review", "M-2026-0001", "Goes well", "--on", "2026-11-20", "--json").json
    assert reviewed["next_review_on"] == "2027-05-20"
    shown = kgotla("show", f"agreements:{mou['id']}", "--json").json
    assert shown["amendments"][0]["words"] == "Half a year longer"
    assert [each["is_standing"] for each in shown["clauses"]] == [True, False]
    too_early = kgotla("renew", "M-2026-0001", "--from", "2020-01-01")
    assert (too_early.code, "Give a later first day" in too_early.err) == (1, True)
    renewed = kgotla("renew", "M-2026-0001", "--from", "2027-08-01", "--to", "2028-07-31", "--json").json
    assert (renewed["reference"], renewed["status"]) == ("M-2026-0002", "in_negotiation")
    assert kgotla("list", "agreements", "--status", "closed", "--json").json[0]["outcome"] == "renewed"
    assert kgotla("step", "M-2026-0002", "signed", "--json").json["status"] == "signed"
    assert kgotla("step", "M-2026-0002", "closed").code == 1
    kgotla("undo")
    assert kgotla("list", "agreements", "--status", "signed", "--json").json == []
