"""Stakeholder mapping from the command line: looks kept one after another, the map, and no file that is given away."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Kgotla

HOUSE = "Northern Cape Provincial Legislature"


def test_looks_are_kept_and_the_map_is_read_without_colour(kgotla: Kgotla, tmp_path: Path) -> None:
    kgotla("issue", "No water in Extension 4")
    about = ("--about", "I-2026-0001")
    kgotla(
        "map", HOUSE, *about, "--influence", "high", "--interest", "low", "--stance", "sceptical", "--on", "2026-09-01"
    )
    kgotla("map", HOUSE, *about, "--influence", "high", "--interest", "medium", "--stance", "supportive")
    said = kgotla("map", HOUSE, "--influence", "very_high", "--reason", "They decide", "--by", "Anele")
    assert "This person may ask to read this." in said.out
    looks = kgotla("map", HOUSE, "--json").json
    assert [(look["stance"], look["is_latest"]) for look in looks] == [
        ("", True),
        ("supportive", True),
        ("sceptical", False),
    ]
    assert (looks[0]["reason"], looks[0]["by_whom"]) == ("They decide", "Anele")
    shown = kgotla("map", *about)
    assert f"[+] {HOUSE}: supportive, influence high, interest medium" in shown.out
    assert [look["stance"] for look in kgotla("map", *about, "--json").json["drawn"]] == ["supportive"]
    assert kgotla("undo").code == 0
    assert len(kgotla("map", HOUSE, "--json").json) == 2


def test_who_is_mapped_can_read_it_and_nobody_else_gets_it_in_a_file(kgotla: Kgotla, tmp_path: Path) -> None:
    kgotla("map", HOUSE, "--influence", "very_high", "--reason", "They decide alone")
    house = kgotla("list", "organisations", "--text", HOUSE, "--json").json[0]["record"]
    assert kgotla("show", house, "--json").json["mapping"][0]["reason"] == "They decide alone"
    out = tmp_path / "bodies.json"
    kgotla("export", "organisations", "--format", "json", "--out", out, "--why", "Annual report")
    assert HOUSE in out.read_text(encoding="utf-8")
    assert "They decide alone" not in out.read_text(encoding="utf-8")


def test_a_wrong_use_is_said(kgotla: Kgotla) -> None:
    assert kgotla("map").code == 2
    assert kgotla("map", "--influence", "high").code == 2
    assert kgotla("map", HOUSE, "--influence", "enormous").code == 2
    assert kgotla("map", HOUSE, "--about", HOUSE, "--influence", "high").code == 1
