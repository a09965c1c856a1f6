"""The code on the recovery sheet can be typed by hand, and a typing error is found and placed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.errors import UserError
from crm.store.recovery_code import GROUPS, SECRET_BYTES, from_code, to_code

secrets = st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@given(secrets)
def test_a_code_is_read_back(secret: bytes) -> None:
    code = to_code(secret)
    assert from_code(code) == secret
    assert [len(group) for group in code.split("-")] == [5] * GROUPS


@given(secrets)
def test_a_code_has_no_letters_that_look_like_others(secret: bytes) -> None:
    assert not set(to_code(secret)) & set("ILOU")


@given(secrets)
def test_case_blanks_and_look_alikes_do_not_matter(secret: bytes) -> None:
    code = to_code(secret)
    typed = code.lower().replace("-", " \n").replace("0", "o").replace("1", "l")
    assert from_code(typed) == secret
    assert from_code(code.replace("-", "").replace("1", "I")) == secret
    assert from_code(code.replace("-", " – ")) == secret


@given(secrets, st.data())
def test_one_wrong_character_is_found_and_its_group_named(secret: bytes, data: st.DataObject) -> None:
    letters = list(to_code(secret).replace("-", ""))
    place = data.draw(st.integers(0, len(letters) - 1))
    letters[place] = data.draw(st.sampled_from([letter for letter in ALPHABET if letter != letters[place]]))
    with pytest.raises(UserError) as raised:
        from_code("".join(letters))
    assert (raised.value.code, raised.value.params["group"]) == ("recovery-code-typing", place // 5 + 1)


@given(secrets, st.data())
def test_two_characters_exchanged_in_a_group_are_found(secret: bytes, data: st.DataObject) -> None:
    letters = list(to_code(secret).replace("-", ""))
    group = data.draw(st.integers(0, GROUPS - 1)) * 5
    first, second = data.draw(st.lists(st.integers(0, 4), min_size=2, max_size=2, unique=True))
    if letters[group + first] == letters[group + second]:
        return
    letters[group + first], letters[group + second] = letters[group + second], letters[group + first]
    with pytest.raises(UserError):
        from_code("".join(letters))


@given(secrets, st.data())
def test_two_groups_exchanged_are_found(secret: bytes, data: st.DataObject) -> None:
    groups = to_code(secret).split("-")
    first, second = data.draw(st.lists(st.integers(0, GROUPS - 1), min_size=2, max_size=2, unique=True))
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(UserError):
        from_code("-".join(groups))


@given(st.text(max_size=60))
def test_any_other_text_is_refused_in_words(text: str) -> None:
    with pytest.raises(UserError) as raised:
        from_code(text)
    assert raised.value.code in ("recovery-code-length", "recovery-code-typing")


def test_a_missing_character_is_counted() -> None:
    with pytest.raises(UserError) as raised:
        from_code(to_code(bytes(SECRET_BYTES))[:-1])
    assert raised.value.params == {"count": 39, "expected": 40}
