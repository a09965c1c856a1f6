"""`kgotla replace-holder`: the preview, the change, a vacancy and its naming."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.commands.conftest import TODAY, Kgotla
from tests.conftest import PASSPHRASE
from tests.operations.replacement_scene import POST, Scene, make_scene


@pytest.fixture
def scene(workspace_folder: Path) -> Scene:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    made = make_scene(workspace, TODAY)
    workspace.close()
    return made


@pytest.fixture
def replace(kgotla: Kgotla, scene: Scene) -> Kgotla:
    return lambda *arguments: kgotla("replace-holder", *arguments, "--on", "2026-11-03")


def test_a_dry_run_says_what_becomes_of_everything_and_writes_nothing(
    replace: Kgotla, kgotla: Kgotla, scene: Scene
) -> None:
    said = replace(POST, "--comes", "Hon. Bongani Example", "--reason", "resigned", "--dry-run")
    assert said.code == 0
    assert said.out.startswith(f"Hon. Anna Sample is {POST} until 2 Nov 2026 (resigned). Hon. Bongani Example is")
    assert "  C-2026-0001  Hold a hearing on ramps\n    Passes to the post (made in this office)\n" in said.out
    assert "  Hon. Anna Sample is reached through Naledi Voorbeeld: changes\n" in said.out
    assert "  Member, House of Examples: is kept\n" in said.out
    told = replace(POST, "--comes", "Hon. Bongani Example", "--dry-run", "--json").json
    assert told["operation"] is None
    assert [(one["reference"], one["becomes"]) for one in told["promises"]] == [
        ("C-2026-0001", "passes"),
        ("C-2026-0002", "passes"),
        ("C-2026-0003", "stays"),
        ("C-2026-0004", "lapses"),
        ("C-2026-0005", "stays"),
    ]
    assert kgotla("list", "commitments", "--json").json[0]["bound_name"] == "Hon. Anna Sample"


def test_a_chair_is_replaced_with_decisions_and_undone(replace: Kgotla, kgotla: Kgotla, scene: Scene) -> None:
    done = replace(
        f"offices:{scene.post}",
        "--leaves",
        "Anna Sample",
        "--comes",
        "Hon. Cikizwa Nuwe",
        "--reason",
        "lost-seat",
        "--promise",
        "C-2026-0003=passes",
        "--promise",
        "c-2026-0004=stays",
        "--also-leaves",
        "Member, House of Examples",
        "--leave-alone",
        "doors",
        "--json",
    ).json
    assert isinstance(done["operation"], int)
    assert isinstance(done["comes_id"], int)
    assert [one["becomes"] for one in done["promises"]] == ["passes", "passes", "passes", "stays", "stays"]
    page = kgotla("show", f"commitments:{scene.personal}", "--json").json
    assert page["bound_name"] == f"{POST} (now Hon. Cikizwa Nuwe)"
    assert page["steps"][-1]["note"] == f"Passed to {POST} when Hon. Anna Sample left"
    chair = kgotla("show", f"people:{scene.chair}", "--json").json
    assert chair["current"] == []
    assert {office["end_reason"] for office in chair["past"]} == {"lost seat"}
    assert [door["via"] for door in chair["through"]] == ["Naledi Voorbeeld"]
    assert kgotla("undo", "--json").json == {"undone": f"Replace {POST}: Hon. Anna Sample → Hon. Cikizwa Nuwe"}
    assert len(kgotla("show", f"people:{scene.chair}", "--json").json["current"]) == 2


def test_nobody_known_yet_and_a_name_later(replace: Kgotla, kgotla: Kgotla, scene: Scene) -> None:
    assert replace(POST, "--not-known").out.count("Today asks until somebody is named.") == 1
    assert kgotla("show", f"commitments:{scene.minuted}", "--json").json["bound_name"] == f"{POST} (vacant)"
    again = replace(POST, "--not-known")
    assert (again.code, again.err) == (1, f"{POST} waits for a name already. Say who comes.\n")
    named = kgotla("replace-holder", POST, "--comes", "Bongani Example", "--json").json
    assert named["was_vacant"] is True
    assert [one["reference"] for one in named["go_with_the_post"]] == ["C-2026-0001", "C-2026-0002"]
    assert (
        kgotla("show", f"commitments:{scene.minuted}", "--json").json["bound_name"]
        == f"{POST} (now Hon. Bongani Example)"
    )


def test_a_gatekeeper_without_an_office_is_named_as_a_person(kgotla: Kgotla, workspace_folder: Path) -> None:
    workspace = Workspace.open(workspace_folder, PASSPHRASE)
    scene = make_scene(workspace, date(2026, 11, 22))
    workspace.close()
    several = kgotla("replace-holder", f"people:{scene.chair}", "--not-known")
    assert several.code == 1
    assert "name one office: " in several.err
    done = kgotla("replace-holder", "Naledi Voorbeeld", "--comes", "Thandi Nuwe", "--json").json
    assert done["post"] == "Personal assistant, House of Examples"
    assert kgotla("show", f"people:{scene.chair}", "--json").json["through"][0]["via"] == "Thandi Nuwe"


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([POST, "--comes", "Anna Sample"], 1, "cannot follow themselves"),
        ([POST, "--comes", "X", "--promise", "C-2026-9999=stays"], 1, "Nothing here is called"),
        ([POST, "--comes", "X", "--promise", "C-2026-0001=flies"], 2, "write it like C-2026-0004=passes"),
        ([POST, "--comes", "X", "--reason", "bored"], 2, "is no reason to leave"),
        ([POST], 2, "--comes"),
        ([POST, "--comes", "X", "--leaves", "Naledi Voorbeeld"], 1, "does not hold"),
        (["No Such Post, Nowhere", "--not-known"], 1, "Nothing here is called"),
    ],
)
@pytest.mark.parametrize("dry", [[], ["--dry-run"]])
def test_what_cannot_be_is_one_sentence(
    replace: Kgotla, arguments: list[str], dry: list[str], code: int, said: str
) -> None:
    answer = replace(*arguments, *dry)
    assert answer.code == code
    assert said in answer.err
    assert len(answer.err.splitlines()) == 1
