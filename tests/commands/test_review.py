"""`kgotla review` and `kgotla answer`."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Kgotla


def test_review_lists_what_is_due_with_whom_to_ring_and_the_keys(looking: Kgotla) -> None:
    found = looking("review", "--json").json
    assert [each["number"] for each in found] == list(range(1, len(found) + 1))
    first = found[0]
    assert first["record"] == f"{first['noun']}:{first['id']}"
    assert {"t", "k", "m"} <= set(first["keys"])
    assert first["reach"]["principal"]["name"]
    said = looking("review").out
    assert first["sentence"] in said
    assert f"Speak to {first['reach']['principal']['name']}" in said


def test_a_scope_is_named_with_its_record_or_its_name(looking: Kgotla) -> None:
    partners = looking("list", "organisations", "--side", "partner", "--json").json
    busy = next(row for row in partners if looking("review", "--scope", "partner", "--of", row["name"], "--json").json)
    by_name = looking("review", "--scope", "partner", "--of", busy["name"], "--json").json
    assert by_name == looking("review", "--scope", "partner", "--of", busy["record"], "--json").json
    colleague = looking("list", "team", "--json").json[0]["name"]
    assert looking("review", "--scope", "colleague", "--of", colleague).code == 0
    under = looking("review", "--scope", "agreement", "--of", "M-2026-0002", "--json").json
    assert {"agreement", "deliverable", "commitment"} <= {each["kind"] for each in under}
    refused = looking("review", "--scope", "body")
    assert (refused.code, refused.err) == (1, "Say whose open records: name the body.\n")


def test_answers_do_what_the_keys_of_the_window_do_and_are_undone(working: Kgotla, tmp_path: Path) -> None:
    before = working("review", "--json").json
    promises = [each for each in before if each["kind"] == "commitment" and "d" in each["keys"]][:4]
    tried, kept, moved, done = (each["record"] for each in promises)
    assert working("answer", tried, "t", "--json").json["next_look"] == "2026-11-25"
    photo = tmp_path / "ramp.png"
    photo.write_bytes(b"a picture")
    assert working("answer", kept, "k", "--evidence", "In use", "--photo", photo, "--json").json["status"] == "kept"
    answered = working("answer", moved, "m", "--to", "2026-12-15", "--by", "the PA", "--only-note", "--json").json
    assert (answered["due_on"], "did not agree" in answered["sentence"]) == ("2026-12-15", True)
    assert working("answer", done, "done", "--note", "The PA says so", "--json").json["status"] == "claimed_done"
    for _step in range(4):
        assert working("undo").code == 0
    assert working("review", "--json").json == before


def test_what_does_not_fit_is_refused_in_one_sentence(working: Kgotla) -> None:
    first = working("review", "--json").json[0]["record"]
    said = working("answer", first, "c")
    assert said.code == 1
    assert "is no answer to" in said.err
    assert working("answer", first, "n").code == 1  # a note is missing
    assert working("answer", first, "m").err.endswith("Date moved: say the day.\n")
    assert working("answer", first, "q").code == 2
