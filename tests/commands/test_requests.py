"""A request under POPIA from the command line, from the day it came to its answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Kgotla

REQUEST = "Q-2026-0001"


@pytest.fixture(autouse=True)
def scene(kgotla: Kgotla) -> None:
    assert kgotla("add-person", "Ms Busisiwe Askerson").code == 0
    assert kgotla("add-person", "Mr Grant Bystander").code == 0


@pytest.fixture
def asked(kgotla: Kgotla) -> Any:
    kgotla("privacy", "officer", "--name", "Mr Vuyo Officer")
    made = kgotla(
        *("request", "new", "access", "--person", "Busisiwe Askerson", "--received", "2026-11-02"),
        *("--words", "What do you have?", "--json"),
    )
    return made.json


def test_the_whole_way_of_a_request(kgotla: Kgotla, asked: Any, tmp_path: Path) -> None:
    assert (asked["reference"], asked["due_on"], asked["status"]) == (REQUEST, "2026-12-02", "received")
    assert asked["reading"]["read"] == 0 and asked["reading"]["count"] > 2
    (listed,) = kgotla("request", "list", "--json").json
    assert (listed["record"], listed["lateness"]) == (asked["record"], "not_due")
    assert kgotla("request", "identity", REQUEST, "Identity card, in person").code == 0
    answer = tmp_path / "answer.zip"
    refused = kgotla("request", "pack", REQUEST, "--out", answer)
    assert refused.code == 1 and "items were not read yet" in refused.err and not answer.exists()
    assert kgotla("request", "pack", REQUEST, "--draft", "--out", tmp_path / "draft.pdf").code == 0
    items = kgotla("request", "items", REQUEST, "--json").json
    assert all(not item["is_read"] for item in items)
    assert "not read" in kgotla("request", "items", REQUEST).out
    last = len(items)
    assert kgotla("request", "decide", REQUEST, f"1-{last - 1}", "proposed").code == 0
    assert "1 of" in kgotla("request", "answer", REQUEST).err
    assert "ground" in kgotla("request", "decide", REQUEST, last, "withhold").err
    assert "no item 99" in kgotla("request", "decide", REQUEST, "99", "give").err
    assert "no item" in kgotla("request", "decide", REQUEST, "1-9999999999", "give").err, "not each of them is written"
    decided = kgotla("request", "decide", REQUEST, last, "withhold", "--ground", "privilege", "--json").json
    assert decided["reading"] == {
        **decided["reading"],
        "read": last,
        "count": last,
        "withheld": 1,
    }
    assert kgotla("request", "items", REQUEST, "--unread", "--json").json == []
    assert kgotla("request", "items", REQUEST, "--unread").out == "Everything was read.\n"
    assert "Everything was read" in kgotla("request", "decide", REQUEST, "unread", "give").err
    page = kgotla("request", "pack", REQUEST, "--sign", "--out", tmp_path / "sign.pdf", "--json").json
    assert page["report"] == "request-decision"
    signed = kgotla("request", "signed", REQUEST, "--json").json
    assert (signed["decided_by"], signed["decided_on"]) == ("Mr Vuyo Officer", "2026-11-22")
    assert kgotla("request", "pack", REQUEST, "--out", answer, "--given", "by_hand").code == 0
    done = kgotla("request", "answer", REQUEST, "--how", "By hand", "--json").json
    assert (done["status"], done["outcome"]) == ("answered", "given_in_part")
    given = kgotla("list", "given-out", "--json").json
    assert sorted(one["report"] for one in given) == ["request-answer", "request-answer", "request-decision"]
    assert [one["to_whom"] for one in given if one["id"] == done["hand_over_id"]] == ["Ms Busisiwe Askerson"]
    assert kgotla("request", "list", "--json").json == []
    assert kgotla("show", REQUEST, "--json").json["outcome"] == "given_in_part"


def test_more_time_a_change_and_undo(kgotla: Kgotla, asked: Any) -> None:
    assert kgotla("request", "extend", REQUEST, "Two offices", "--json").json["due_on"] == "2027-01-01"
    assert "once" in kgotla("request", "extend", REQUEST, "Again").err
    assert kgotla("undo").code == 0
    assert kgotla("request", "show", REQUEST, "--json").json["due_on"] == "2026-12-02"
    changed = kgotla("request", "change", REQUEST, "--kind", "confirm", "--json").json
    assert (changed["kind"], changed["asked_by"]) == ("confirm", "Ms Busisiwe Askerson")


def test_what_is_asked_to_be_done_is_a_step_of_its_own(kgotla: Kgotla) -> None:
    new = ("request", "new", "--json", "--person", "Busisiwe Askerson")
    assert kgotla(*new[:2], "object", *new[2:], "--words", "No letters").code == 0
    assert kgotla("request", "do", REQUEST, "--json").code == 0
    person = kgotla("show", kgotla("list", "people", "--text", "Askerson", "--json").json[0]["record"], "--json").json
    assert "No letters" in str(person)
    assert kgotla(*new[:2], "correct", *new[2:], "--words", "I am Busi").code == 0
    assert kgotla("request", "do", "Q-2026-0002", "--why-not", "Her card says Busisiwe").code == 0
    assert kgotla("show", "Q-2026-0002", "--json").json["corrections"][0][1:] == ["I am Busi", "Her card says Busisiwe"]
    assert kgotla(*new[:2], "delete", *new[2:]).code == 0
    assert kgotla("request", "do", "Q-2026-0003").code == 1
    assert kgotla("request", "identity", REQUEST, "Known to us").code == 0
    assert kgotla("request", "answer", REQUEST, "given", "--json").json["outcome"] == "given"
