"""`kgotla route`: the answer with its reasons, a correction that is remembered, and what is refused."""

from __future__ import annotations

import pytest

from crm.workspace import Workspace
from tests.commands.conftest import Kgotla
from tests.queries.routes_scene import WARD, Scene, make_scene

COOP = "Portfolio Committee on Cooperative Governance, Human Settlements and Traditional Affairs"


@pytest.fixture
def scene(workspace_folder: object, workspace: Workspace) -> Scene:
    made = make_scene(workspace)
    workspace.close()
    return made


def test_a_topic_and_a_ward_id_are_answered_with_reasons(kgotla: Kgotla, scene: Scene) -> None:
    said = kgotla("route", "--topic", "clinics", "--place", WARD)
    assert said.code == 0, said.err
    assert said.out.startswith(
        "Health in Khâi-Ma ward 3 (2021 boundaries), Namakwa, Northern Cape\nHealth: a provincial"
    )
    for words in (
        "Ward councillor: Cllr A. Sample",
        "MEC: Hon. C. Example",
        "053 000 0001 · verified on 3 Nov 2026",
        "suggested, check",
        "Not known yet",
    ):
        assert words in said.out
    answer = kgotla("route", "--topic", "clinics", "--place", WARD, "--json").json
    assert (answer["topic"], answer["sphere"], answer["areas"][1]["code"]) == ("Health", "provincial", "NC067")
    assert {each["part"]: each["record"] for each in answer["who"]}["mec"] == f"people:{scene.mec}"
    assert all(each["what"] and each["todo"] for each in answer["not_known"])


def test_a_ward_of_another_province_gives_its_municipality(kgotla: Kgotla) -> None:
    answer = kgotla("route", "--topic", "water", "--place", "63701001", "--json").json
    assert [area["name"] for area in answer["areas"]] == [
        "Moretele ward 1",
        "Moretele",
        "Bojanala Platinum",
        "North West",
    ]
    assert {each["part"]: each["name"] for each in answer["who"]}["municipality"] == "Moretele"


def test_a_correction_is_remembered_listed_undone_and_removed(kgotla: Kgotla, scene: Scene) -> None:
    asked = ("route", "--topic", "water", "--place", WARD, "--json")
    before = kgotla(*asked).json
    done = kgotla(
        *asked, "--correct", "--committee", COOP, "--person", "Ms E. Coordinator", "--note", "She said so"
    ).json
    after = kgotla(*asked).json
    assert done["route"] == after["route"]
    assert after["who"][0]["record"] == f"people:{scene.coordinator}"
    assert after["why"] == (
        "Your own route for Water and sanitation in Khâi-Ma (by Lerato Tester, 22 Nov 2026): She said so."
    )
    (row,) = kgotla("list", "routes", "--json").json
    assert (row["name"], row["committee"]) == ("Water and sanitation, Khâi-Ma", COOP)
    assert kgotla("show", after["route"], "--json").json["committee"] == COOP
    kgotla("undo")
    assert kgotla(*asked).json["who"] == before["who"]
    made = kgotla(*asked, "--correct", "--committee", "Committee on Taps", "--everywhere").json
    assert kgotla("route", "--topic", "water", "--place", "63701001", "--json").json["route"] == made["route"]
    assert kgotla("route", "--remove", made["route"]).code == 0
    assert kgotla(*asked).json["who"] == before["who"]


def test_a_petition_asks_and_takes_the_committee_in(kgotla: Kgotla, scene: Scene) -> None:
    petition = kgotla("petition", "A nurse for the clinic", "--place", WARD, "--json").json
    said = kgotla("route", "--for", petition["reference"], "--put", "committee", "--json")
    assert said.json["topic"] == "Health"
    row = kgotla("show", f"petitions:{petition['id']}", "--json").json
    assert row["committee_id"] == scene.committee
    again = kgotla("route", "--for", petition["reference"], "--put", "committee")
    assert again.code == 1
    assert "somebody there already" in again.err


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("--topic", "Helth", "--place", WARD), 1, "Health"),
        (("--topic", "Health", "--place", "Khai-Maa"), 1, "Khâi-Ma"),
        (("--topic", "Health", "--place", "30607999"), 1, "wards 1 to"),
        (("--topic", "Health"), 2, "--place"),
        (("--topic", "Health", "--place", WARD, "--committee", "X"), 2, "--correct"),
        (("--topic", "Health", "--place", WARD, "--put", "chair"), 2, "--for"),
        (("--topic", "Health", "--place", WARD, "--correct"), 1, "Say who deals with it"),
        (("--topic", "Health", "--place", "places:999999"), 1, "There is no places:999999"),
    ],
)
def test_what_is_not_understood_is_refused_in_a_sentence(
    kgotla: Kgotla, arguments: tuple[str, ...], code: int, words: str
) -> None:
    said = kgotla("route", *arguments)
    assert said.code == code
    assert words in said.err
