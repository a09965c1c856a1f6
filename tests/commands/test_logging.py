"""`kgotla log`, and the commands on one commitment."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.exchange.engagement_json import read_engagement
from crm.rules.errors import Problem
from tests.commands.conftest import TODAY, Kgotla
from ui.words import sentence


def write(folder: Path, document: Any) -> Path:
    file = folder / "meeting.json"
    file.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return file


MEETING = {
    "title": "Clinic hours",
    "on": "20 November",
    "start": "10h00",
    "body": "Northern Cape Provincial Legislature",
    "attendance": ["Hon. A. Example", {"who": "Ms B. Example", "code": "ap", "side": "ours"}],
    "counts": {"women": 2, "total": 3},
    "topics": ["Health"],
    "points": ["Queues from four in the morning"],
    "asks": [{"text": "Longer hours", "response": "yes", "answer": "From June"}],
    "commitments": [
        {"words": "The clinic will stay open until six", "bound": "Sister C. Example", "due": "30 June"},
        {
            "words": "We will count the queue",
            "bound": "Our Voice",
            "owed_to": "Northern Cape Legislature",
            "owner": "Lerato Tester",
            "due": "in 2 weeks",
        },
    ],
}


def test_a_log_file_becomes_an_engagement_with_its_commitments(kgotla: Kgotla, tmp_path: Path) -> None:
    logged = kgotla("log", write(tmp_path, MEETING), "--json").json
    assert logged["noun"] == "engagements"
    assert [each["direction"] for each in logged["commitments"]] == ["they_owe_us", "we_owe_them"]
    shown = kgotla("show", f"engagements:{logged['id']}", "--json").json
    assert (shown["on_day"], shown["start_time"], shown["status"]) == ("2026-11-20", "10:00", "held")
    assert [(line["name"], line["code"]) for line in shown["attendance"]] == [
        ("Hon. A. Example", "P"),
        ("Ms B. Example", "AP"),
    ]
    first, second = kgotla("list", "commitments", "--json").json
    assert (first["due_on"], first["owner_name"]) == ("2026-12-04", "Lerato Tester")
    assert (second["due_on"], second["bound_name"]) == ("2027-06-30", "Sister C. Example")


def test_logging_is_one_operation(kgotla: Kgotla, tmp_path: Path) -> None:
    kgotla("log", write(tmp_path, MEETING))
    assert kgotla("undo", "--json").json == {"undone": "Log Clinic hours"}
    assert kgotla("list", "engagements", "--json").json == []
    assert kgotla("list", "commitments", "--json").json == []
    assert kgotla("redo", "--json").json == {"redone": "Log Clinic hours"}
    assert len(kgotla("list", "commitments", "--json").json) == 2


def test_close_out_locks_the_minutes(kgotla: Kgotla, tmp_path: Path) -> None:
    logged = kgotla("log", write(tmp_path, MEETING | {"close_out": True}), "--json").json
    shown = kgotla("show", f"engagements:{logged['id']}", "--json").json
    assert shown["is_locked"] is True
    assert shown["status"] == "closed_out"


def test_a_promise_initialled_on_the_meeting_form_is_confirmed(kgotla: Kgotla, tmp_path: Path) -> None:
    promise = {"words": "The clinic will stay open until six", "bound": "Sister C. Example", "initialled": True}
    logged = kgotla("log", write(tmp_path, MEETING | {"commitments": [promise, "We will see"]}), "--json").json
    stands = {row["words"]: row["status"] for row in kgotla("list", "commitments", "--json").json}
    assert stands == {"The clinic will stay open until six": "confirmed", "We will see": "noted"}
    (step,) = kgotla("show", f"commitments:{logged['commitments'][0]['id']}", "--json").json["steps"]
    assert (step["on"], step["to"]) == ("2026-11-20", "confirmed")
    assert step["note"] == "Read back and initialled on the meeting form"


PLAN = {
    "title": "Clinic hours",
    "on": "20 November",
    "venue": "Committee room 2",
    "attendance": [
        {"who": "Hon. A. Example", "code": "U"},
        {"who": "Ms B. Example", "code": "U", "side": "ours", "part": "note_taker"},
    ],
    "asks": ["Longer hours", "More nurses"],
    "points": ["Queues"],
}
HELD = {
    "attendance": [{"who": "Hon. A. Example", "code": "L"}, "Ms B. Example", "A visitor"],
    "asks": [{"text": "longer hours", "response": "yes", "answer": "From June"}],
    "points": ["The roof leaks"],
    "commitments": [{"words": "The roof is mended", "due": "in 2 weeks"}],
}


def test_a_file_closes_out_the_engagement_it_names(kgotla: Kgotla, tmp_path: Path) -> None:
    planned = kgotla("log", write(tmp_path, PLAN), "--json").json["id"]
    held = HELD | {"engagement": f"engagements:{planned}"}
    logged = kgotla("log", write(tmp_path, held), "--json").json
    assert (logged["id"], logged["name"]) == (planned, "Clinic hours")
    shown = kgotla("show", f"engagements:{planned}", "--json").json
    assert (shown["status"], shown["on_day"], shown["venue"]) == ("closed_out", "2026-11-20", "Committee room 2")
    assert [(one["name"], one["code"], one["side"], one["part"]) for one in shown["attendance"]] == [
        ("Hon. A. Example", "L", "theirs", ""),
        ("Ms B. Example", "P", "ours", "note_taker"),
        ("A visitor", "P", "theirs", ""),
    ]
    assert [(one["text"], one["response"]) for one in shown["asks"]] == [
        ("Longer hours", "yes"),
        ("More nurses", "not_raised"),
    ]
    assert [one["text"] for one in shown["points"]] == ["Queues", "The roof leaks"]
    (promise,) = kgotla("list", "commitments", "--json").json
    assert (promise["made_on"], promise["due_on"]) == ("2026-11-20", "2026-12-04"), "counted from the day it was held"
    assert kgotla("undo", "--json").json == {"undone": "Close out Clinic hours"}


def test_a_file_may_leave_the_minutes_of_the_engagement_it_names_open(kgotla: Kgotla, tmp_path: Path) -> None:
    planned = kgotla("log", write(tmp_path, PLAN), "--json").json["id"]
    kgotla("log", write(tmp_path, {"engagement": f"engagements:{planned}", "close_out": False, "minutes": "Short"}))
    shown = kgotla("show", f"engagements:{planned}", "--json").json
    assert (shown["status"], shown["minutes"], len(shown["attendance"])) == ("held", "Short", 2)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("", "empty"),
        ("{", "line 1"),
        ("[1, 2]", "the file"),
        ({}, "title"),
        ({"title": 5}, "title"),
        ({"title": "x", "tittle": "y"}, "tittle"),
        ({"title": "x", "on": "soon"}, "soon"),
        ({"title": "x", "on": "2027-01-01"}, "still to come"),
        ({"title": "x", "start": "noonish"}, "noonish"),
        ({"title": "x", "mode": "by pigeon"}, "mode"),
        ({"title": "x", "counts": {"women": "two"}}, "counts.women"),
        ({"title": "x", "counts": {"women": -2}}, "-2"),
        ({"title": "x", "agenda": [{"title": "y", "minutes": 10**30}]}, "agenda[1].minutes"),
        ({"title": "x", "attendance": [{"code": "P"}]}, "attendance[1].who"),
        ({"title": "x", "attendance": [{"who": "a", "code": "Z"}]}, "attendance[1].code"),
        ({"title": "x", "attendance": ["people:999999"]}, "people:999999"),
        ({"title": "x", "commitments": [{"words": ""}]}, "commitments[1].words"),
        ({"title": "x", "commitments": [{"words": "w", "due": "1900-01-01"}]}, "1900"),
        ({"title": "x", "commitments": [{"words": "w", "maker": "Nobody Here"}]}, "Nobody Here"),
        ({"title": "x", "commitments": [{"words": "w", "owner": "Nobody Here"}]}, "Nobody Here"),
        ({"title": "x", "commitments": {"words": "w"}}, "commitments"),
        ({"title": "x", "topics": ["Gardening"]}, "Gardening"),
        ({"title": "x", "body": "No Such Body"}, "No Such Body"),
        ({"title": "x", "files": ["missing.jpg"]}, "missing.jpg"),
        ({"title": "x", "confidentiality": "secret"}, "confidentiality"),
        ({"engagement": "engagements:999999"}, "engagements:999999"),
        ({"engagement": "the meeting"}, "the meeting"),
        ({"title": "x", "commitments": [{"words": "w", "initialled": "yes"}]}, "commitments[1].initialled"),
        ("[" * 100_000, "letters"),
    ],
)
def test_what_is_wrong_in_a_log_file_is_named_and_nothing_is_written(
    kgotla: Kgotla, tmp_path: Path, document: Any, said: str
) -> None:
    answer = kgotla("log", write(tmp_path, document))
    assert answer.code == 1
    assert len(answer.err.splitlines()) == 1
    assert said in answer.err
    assert kgotla("list", "engagements", "--json").json == []


KEYS = st.sampled_from([*MEETING, "words", "who"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda each: st.lists(each, max_size=3) | st.dictionaries(KEYS, each, max_size=4),
    max_leaves=12,
)


@given(document=JSON)
def test_any_json_is_read_or_refused_with_a_sentence(tmp_path_factory: pytest.TempPathFactory, document: Any) -> None:
    file = write(tmp_path_factory.mktemp("any"), document)
    try:
        read_engagement(file, TODAY)
    except Problem as problem:
        assert sentence(problem)


def test_moving_a_date_following_up_and_keeping(kgotla: Kgotla, tmp_path: Path) -> None:
    kgotla("log", write(tmp_path, MEETING))
    moved = kgotla(
        "move-date", "C-2026-0001", "15 July 2027", "--said-on", "yesterday", "--how", "phone", "--json"
    ).json
    assert moved["due_on"] == "2027-07-15"
    followed = kgotla("follow-up", f"commitments:{moved['id']}", "--json").json
    assert followed["follow_ups"] == 1
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a photograph")
    kept = kgotla("keep", "C-2026-0001", "--evidence", "Seen at six", "--file", photo, "--json").json
    assert (kept["status"], kept["outcome"]) == ("closed", "kept")
    shown = kgotla("show", f"commitments:{kept['id']}", "--json").json
    assert shown["evidence"][0]["file_name"] == "photo.jpg"


@pytest.mark.parametrize(
    "arguments",
    [
        ("move-date", "C-2026-0099", "2027-01-01"),
        ("move-date", "commitments:999999", "2027-01-01"),
        ("move-date", "C-2026-0001", "30 June 2027"),
        ("move-date", "people:1", "2027-01-01"),
        ("follow-up", "the clinic"),
        ("keep", "C-2026-0001", "--evidence", ""),
        ("keep", "C-2026-0001", "--evidence", "x", "--file", "missing.jpg"),
    ],
)
def test_a_step_that_cannot_be_taken_is_one_sentence(
    kgotla: Kgotla, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    kgotla("log", write(tmp_path, MEETING))
    said = kgotla(*arguments)
    assert said.code == 1
    assert len(said.err.splitlines()) == 1


def test_postponing_moves_the_day_and_answers_with_the_message(working: Kgotla) -> None:
    (planned, *_rest) = working("list", "engagements", "--status", "planned", "--json").json
    moved = working(
        "postpone", f"engagements:{planned['id']}", "--to", "15 January 2027", "--reason", "The recess", "--json"
    ).json
    assert (moved["old_day"], moved["new_day"]) == (planned["on_day"], "2027-01-15")
    assert "is postponed to 15 Jan 2027" in moved["message"]
    assert "recess" not in moved["message"]
    shown = working("show", f"engagements:{planned['id']}", "--json").json
    assert (shown["status"], shown["on_day"]) == ("planned", "2027-01-15")
    assert [(move["old"], move["reason"]) for move in shown["moves"]] == [(planned["on_day"], "The recess")]
    said = working("postpone", f"engagements:{planned['id']}")
    assert "not known yet" in said.out
    again = working("postpone", f"engagements:{planned['id']}", "--to", "1 November 2026")
    assert (again.code, len(again.err.splitlines())) == (1, 1)
