"""Who can open a workspace: passphrases, remembered keys, the recovery sheet, and damage to `keys.json`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.store import keys
from crm.store.keys import Keys, Passphrase, PersonKey, RecoveryKey, Unlocked
from tests.store.conftest import CHEAP


def made(passphrase: str = "old words") -> tuple[Keys, Unlocked]:
    return keys.create("Lerato Tester", passphrase, cost=CHEAP)


def code_of(secret: keys.Secret, stored: Keys) -> str:
    with pytest.raises(Problem) as raised:
        keys.unlock(stored, secret)
    return raised.value.code


def test_the_passphrase_opens_and_says_who_came() -> None:
    stored, first = made()
    unlocked = keys.unlock(stored, Passphrase("old words"))
    assert (unlocked.file_key, unlocked.slot.name) == (first.file_key, "Lerato Tester")
    assert len(unlocked.file_key) == 32


def test_another_passphrase_does_not() -> None:
    stored, _first = made()
    assert code_of(Passphrase("old word"), stored) == "wrong-passphrase"
    assert code_of(Passphrase("Old words"), stored) == "wrong-passphrase"
    assert code_of(Passphrase("  "), stored) == "empty-passphrase"


def test_two_workspaces_have_nothing_in_common() -> None:
    (one, first), (other, second) = made(), made()
    assert first.file_key != second.file_key
    assert one.workspace_id != other.workspace_id
    assert code_of(first.person_key, other) == "remembered-key-outdated"


@pytest.mark.parametrize(
    ("chosen", "typed"),
    [("Muṱanwa", "Muṱanwa"), ("caf\u00e9", "cafe\u0301"), ("a b", "a\u00a0b"), ("ﬁne", "fine")],
)
def test_the_same_letters_written_another_way_open_it(chosen: str, typed: str) -> None:
    stored, first = made(chosen)
    assert keys.unlock(stored, Passphrase(typed)).file_key == first.file_key


@given(st.text(min_size=1, max_size=30).filter(lambda text: text.strip()))
def test_any_passphrase_works(passphrase: str) -> None:
    try:
        stored, first = made(passphrase)
    except UserError as error:
        assert error.code == "empty-passphrase"
        return
    assert keys.unlock(keys.from_bytes(keys.to_bytes(stored), ""), Passphrase(passphrase)).file_key == first.file_key


def test_a_person_without_a_name_is_refused() -> None:
    with pytest.raises(UserError) as raised:
        keys.create(" ", "words", cost=CHEAP)
    assert raised.value.code == "person-without-name"


def test_a_name_belongs_to_one_person() -> None:
    stored, first = made()
    with pytest.raises(UserError) as raised:
        keys.add_person(stored, first.file_key, " lerato TESTER ", "words", cost=CHEAP)
    assert raised.value.code == "person-has-access"


def test_wiped_keys_are_gone_and_never_shown() -> None:
    stored, first = made()
    key, private = first.file_key, first.person_key.private
    assert key.hex() not in f"{first!r} {first.person_key!r} {stored!r} {Passphrase('old words')!r}"
    assert "old words" not in f"{first!r} {Passphrase('old words')!r}"
    first.wipe()
    assert (key, private) == (bytes(32), bytes(32))


def test_a_changed_passphrase_replaces_the_old_one_and_what_is_remembered() -> None:
    stored, first = made()
    changed = keys.reset_passphrase(stored, first, first.slot.id, "new words", cost=CHEAP)
    assert keys.unlock(changed, Passphrase("new words")).file_key == first.file_key
    assert code_of(Passphrase("old words"), changed) == "wrong-passphrase"
    assert code_of(first.person_key, changed) == "remembered-key-outdated"
    assert keys.verify(changed, first.file_key)


def test_the_recovery_sheet_opens_and_a_newer_one_replaces_it() -> None:
    stored, first = made()
    assert not stored.has_recovery
    one, old_code = keys.add_recovery(stored, first.file_key)
    two, new_code = keys.add_recovery(one, first.file_key)
    assert keys.unlock(one, RecoveryKey(old_code.lower())).file_key == first.file_key
    assert keys.unlock(two, RecoveryKey(new_code)).slot.kind == "recovery"
    assert code_of(RecoveryKey(old_code), two) == "wrong-recovery-code"
    assert [slot.kind for slot in two.slots] == ["person", "recovery"]


def test_the_recovery_sheet_gives_a_forgetful_person_a_new_passphrase() -> None:
    stored, first = made()
    stored, code = keys.add_recovery(stored, first.file_key)
    by_sheet = keys.unlock(stored, RecoveryKey(code))
    again = keys.reset_passphrase(stored, by_sheet, first.slot.id, "new words", cost=CHEAP)
    assert keys.unlock(again, Passphrase("new words")).slot == first.slot
    assert code_of(Passphrase("old words"), again) == "wrong-passphrase"
    assert code_of(first.person_key, again) == "remembered-key-outdated"
    assert keys.unlock(again, RecoveryKey(code)).file_key == first.file_key


def test_the_sheet_itself_has_no_passphrase() -> None:
    stored, first = made()
    stored, code = keys.add_recovery(stored, first.file_key)
    by_sheet = keys.unlock(stored, RecoveryKey(code))
    with pytest.raises(UserError, match="recovery-has-no-passphrase"):
        keys.reset_passphrase(stored, by_sheet, by_sheet.slot.id, "words", cost=CHEAP)
    with pytest.raises(UserError, match="person-has-no-access"):
        keys.reset_passphrase(stored, by_sheet, "nobody", "words", cost=CHEAP)


def test_each_of_two_people_opens_their_own_slot() -> None:
    stored, first = made()
    both, second = keys.add_person(stored, first.file_key, "Thabo Second", "other words", cost=CHEAP)
    assert keys.unlock(both, Passphrase("old words")).slot.name == "Lerato Tester"
    assert keys.unlock(both, Passphrase("other words")).slot == second.slot
    assert keys.unlock(both, second.person_key).file_key == first.file_key
    with pytest.raises(UserError, match="wrong-passphrase"):
        keys.unlock(both, Passphrase("other words"), slot_id=first.slot.id)


def test_neither_key_nor_passphrase_stands_in_the_file_or_in_what_is_printed() -> None:
    stored, first = made("old words")
    stored, code = keys.add_recovery(stored, first.file_key)
    text = keys.to_bytes(stored).decode()
    for secret in (first.file_key, first.person_key.private):
        assert keys._encode(secret) not in text
        assert secret.hex() not in text
        assert repr(secret) not in repr((stored, first))
    assert "old words" not in text + repr(Passphrase("old words"))
    assert code not in text + repr(RecoveryKey(code))


def test_the_standard_cost_is_that_of_rfc_9106() -> None:
    stored, _first = keys.create("Lerato", "words")
    seal = stored.document["slots"][0]["private_key"]
    assert (seal["kdf"], seal["passes"], seal["lanes"], seal["memory"]) == ("argon2id", 3, 4, 65536)


# The file


def test_fields_of_a_later_version_are_kept(tmp_path: Path) -> None:
    stored, first = made()
    document = json.loads(keys.to_bytes(stored))
    document["later"] = {"a": 1}
    document["slots"][0]["colour"] = "green"
    document["slots"][0]["private_key"]["hint"] = "a hint"
    file = tmp_path / "keys.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    changed = keys.reset_passphrase(keys.read_keys(file), first, first.slot.id, "new words", cost=CHEAP)
    changed, _code = keys.add_recovery(keys.with_salt(changed, bytes(range(16))), first.file_key)
    keys.write_keys(changed, file)
    again = keys.read_keys(file)
    assert again.document["later"] == {"a": 1}
    assert again.document["slots"][0]["colour"] == "green"
    assert again.document["slots"][0]["private_key"]["hint"] == "a hint"
    assert again.salt == bytes(range(16))


def test_writing_leaves_one_file_and_nothing_else(tmp_path: Path) -> None:
    stored, _first = made()
    keys.write_keys(stored, tmp_path / "keys.json")
    keys.write_keys(stored, tmp_path / "keys.json")
    assert [path.name for path in tmp_path.iterdir()] == ["keys.json"]


def test_a_missing_file_is_told_from_a_damaged_one(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    with pytest.raises(EnvironmentProblem, match="keys-missing"):
        keys.read_keys(file)
    for content in (
        b"",
        b"{",
        b"[]",
        b"null",
        b'"text"',
        b"\xff\xfe",
        b'{"format": 1}',
        b"[" * 100_000,
        b" " * 2_000_000,
    ):
        file.write_bytes(content)
        with pytest.raises(EnvironmentProblem, match="keys-damaged"):
            keys.read_keys(file)
        assert file.read_bytes() == content


def test_a_newer_file_is_refused_as_newer(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentProblem, match="newer-version"):
        keys.from_bytes(b'{"format": 2}', "keys.json")


def _every_value(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict):
        return [inner for name, item in value.items() for inner in _every_value(item, (*path, name))]
    if isinstance(value, list):
        return [inner for number, item in enumerate(value) for inner in _every_value(item, (*path, number))]
    return [path]


@given(
    st.data(),
    st.sampled_from([None, 1, -1, 10**9, True, 1.5, "", "x", "AAAA", [], {}]),
    st.sampled_from(["swap", "drop"]),
)
def test_a_value_that_cannot_be_is_told_as_damage_and_never_crashes(data: st.DataObject, value: Any, how: str) -> None:
    stored, first = made()
    stored, code = keys.add_recovery(stored, first.file_key)
    document = json.loads(keys.to_bytes(stored))
    path = data.draw(st.sampled_from(_every_value(document)))
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    if how == "drop":
        del holder[path[-1]]
    elif value == holder[path[-1]]:
        return
    else:
        holder[path[-1]] = value
    try:
        altered = keys.from_bytes(json.dumps(document).encode(), "keys.json")
        for secret in (Passphrase("old words"), first.person_key, RecoveryKey(code)):
            keys.unlock(altered, secret)
    except Problem:
        return
    assert path[-1] in ("salt", "mac", "name"), "what was altered had no effect"
    assert path[-1] == "salt" or not keys.verify(altered, first.file_key)


def test_a_hostile_cost_is_refused_before_it_is_paid() -> None:
    stored, _first = made()
    document = json.loads(keys.to_bytes(stored))
    document["slots"][0]["private_key"]["memory"] = 2**31
    with pytest.raises(EnvironmentProblem, match="keys-damaged"):
        keys.from_bytes(json.dumps(document).encode(), "keys.json")


def test_a_slot_slipped_in_by_somebody_without_the_file_key_is_seen() -> None:
    stored, first = made()
    assert keys.verify(stored, first.file_key)
    slipped, _own = keys.add_person(stored, bytes(32), "Mallory", "words", cost=CHEAP)
    assert not keys.verify(slipped, first.file_key)


def test_a_seal_moved_to_another_slot_does_not_open() -> None:
    stored, first = made()
    both, second = keys.add_person(stored, first.file_key, "Thabo Second", "other words", cost=CHEAP)
    document = json.loads(keys.to_bytes(both))
    one, other = document["slots"]
    one["private_key"], other["private_key"] = other["private_key"], one["private_key"]
    swapped = keys.from_bytes(json.dumps(document).encode(), "keys.json")
    assert code_of(Passphrase("other words"), swapped) == "wrong-passphrase"
    one["file_key"], other["file_key"] = other["file_key"], one["file_key"]
    swapped = keys.from_bytes(json.dumps(document).encode(), "keys.json")
    assert code_of(PersonKey(second.person_key.private), swapped) == "keys-damaged"
