"""One record for one person, from the command line."""

from __future__ import annotations

from tests.commands.conftest import Kgotla


def test_adding_a_person_names_who_is_alike_and_keeps_them_all_the_same(kgotla: Kgotla) -> None:
    first = kgotla("add-person", "Ms Thandi Sample", "--contact", "082 000 0001", "--json").json
    assert first["alike"] == []
    again = kgotla("add-person", "Sample T", "--contact", "+27820000001", "--contact", "t@example.org", "--json").json
    assert again["name"] == "T Sample"
    (alike,) = again["alike"]
    assert (alike["record"], alike["name"]) == (first["record"], "Ms Thandi Sample")
    assert alike["for"] == ["the same surname and initials", "the same mobile number"]
    said = kgotla("add-person", "Thandi Sample").out.splitlines()
    assert said[0] == "Thandi Sample"
    assert said[1].startswith("Looks like Ms Thandi Sample, 082 000 0001")


def test_a_person_is_added_into_a_body_by_name(kgotla: Kgotla) -> None:
    house = next(row for row in kgotla("list", "organisations", "--kind", "legislature", "--json").json)
    kgotla("add-person", "Naledi Sample", "--body", house["name"], "--post", "Speaker")
    (row,) = kgotla("list", "people", "--text", "Naledi", "--json").json
    assert (row["offices"], row["body"]) == ("Speaker", house["name"])


def test_doubles_are_listed_merged_told_apart_and_related(kgotla: Kgotla) -> None:
    one, other, third = (
        kgotla("add-person", name, "--contact", way, "--json").json["record"]
        for name, way in (("Thandi Sample", "082 000 0001"), ("Thandie Sample", "082 000 0001"), ("Thandi Sample", "x"))
    )
    found = kgotla("doubles", "--json").json
    assert found["count"] == 3
    best = found["pairs"][0]
    assert [record["record"] for record in best["records"]] == [one, other]
    assert (best["score"], best["words"]) == (90, "very likely one")
    assert "the same mobile number" in kgotla("doubles", "--limit", "1").out

    kgotla("not-same", one, third, "--note", "another one")
    assert kgotla("doubles", "--json").json["count"] == 2
    kgotla("not-same", third, one, "--take-back")
    assert kgotla("doubles", "--json").json["count"] == 3
    kgotla("not-same", one, third)

    before = kgotla("show", one, "--json").json
    preview = kgotla("merge", one, other, "--dry-run", "--json").json
    assert [field["field"] for field in preview["fields"] if field["is_conflict"]] == ["given"]
    assert kgotla("show", one, "--json").json == before
    merged = kgotla("merge", one, other, "--take", "given", "--json").json
    assert merged["name"] == "Thandie Sample"
    assert kgotla("show", other).code == 1
    kgotla("undo")
    assert kgotla("show", other, "--json").json["name"] == "Thandie Sample"

    shown = kgotla("show", one, "--json").json
    assert [row["name"] for row in shown["not_same"]] == ["Thandi Sample"]
    assert "assistant of" in kgotla("relate", other, one, "--kind", "assistant of", "--strength", "strong").out
    (row,) = kgotla("show", one, "--json").json["related"]
    assert (row["what"], row["record"], row["strength"]) == ("is assisted by", other, "strong")
    related = kgotla("relate", one, other, "--kind", "is assisted by", "--remove", "--json").json
    assert related["kind"] == "assistant_of"


def test_wrong_uses_are_answered_in_one_sentence(kgotla: Kgotla) -> None:
    one = kgotla("add-person", "Thandi Sample", "--json").json["record"]
    house = kgotla("list", "organisations", "--json").json[0]["record"]
    for arguments in (
        ("merge", one, one),
        ("merge", one, house),
        ("merge", one, "Nobody Atall"),
        ("not-same", one, one),
        ("relate", one, one, "--kind", "ally of"),
        ("verify", one, "--on", "2026-11-22", "--next", "2020-01-01"),
    ):
        said = kgotla(*arguments)
        assert (said.code, len(said.err.splitlines())) == (1, 1), arguments
    other = kgotla("add-person", "Thandi Sample", "--json").json["record"]
    assert "nonsense" in kgotla("merge", one, other, "--take", "nonsense").err


def test_nothing_alike_says_so(kgotla: Kgotla) -> None:
    assert kgotla("doubles").out == "Nothing looks like a double.\n"


def test_what_is_to_be_verified_is_listed_and_verified(kgotla: Kgotla) -> None:
    one = kgotla("add-person", "Thandi Sample", "--contact", "082 000 0001", "--json").json["record"]
    (row,) = kgotla("list", "to-verify", "--json").json
    assert (row["record"], row["noun"], row["name"]) == (one, "people", "Thandi Sample")
    missed = kgotla("verify", one, "--not-reached", "--how", "phone", "--json").json
    assert missed["next_check_on"] == "2026-12-06"
    done = kgotla(
        "verify", "Thandi Sample", "--how", "phone", "--by", "Anele M.", "--next", "2027-03-01", "--json"
    ).json
    assert (done["verified_on"], done["verified_by"], done["next_check_on"]) == (
        "2026-11-22",
        "Anele M., by phone",
        "2027-03-01",
    )
    assert kgotla("list", "to-verify", "--json").json == []
    assert len(kgotla("list", "to-verify", "--as-of", "2026-11-01", "--json").json) == 0
    assert kgotla("verify", "--every", "30", "60", "--json").json == {"office": 30, "other": 60}
    assert kgotla("verify", one, "--json").json["next_check_on"] == "2027-01-21"
    for arguments in ((), (one, "--every", "30", "60"), ("--every", "30", "99999")):
        assert kgotla("verify", *arguments).code == 1
