"""Ward ids: every shipped one is read back whole, and an impossible one is refused with what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.errors import UserError
from crm.rules.ward_ids import find_digits, read_ward_id
from resources import reference
from ui.words import sentence

WARDS = reference.wards()
KNOWN = {ward.ward_id for ward in WARDS}


def test_every_shipped_ward_is_read_back_with_its_municipality_and_province() -> None:
    for ward in WARDS:
        read = read_ward_id(ward.ward_id)
        assert (read.ward_id, read.number) == (ward.ward_id, ward.number)
        assert (read.municipality.code, read.municipality.province) == (ward.municipality_code, ward.province)


@given(st.sampled_from(WARDS), st.integers(0, 7), st.sampled_from("0123456789"))
def test_any_changed_digit_gives_another_ward_or_is_refused(ward: reference.Ward, at: int, digit: str) -> None:
    changed = ward.ward_id[:at] + digit + ward.ward_id[at + 1 :]
    if changed in KNOWN:
        assert read_ward_id(changed).ward_id == changed
    else:
        with pytest.raises(UserError):
            read_ward_id(changed)


@given(st.text(max_size=12))
def test_whatever_is_typed_is_a_known_ward_or_refused(text: str) -> None:
    try:
        assert read_ward_id(text).ward_id in KNOWN
    except UserError as problem:
        assert sentence(problem)


@pytest.mark.parametrize(
    ("typed", "code", "words"),
    [
        ("3060700", "ward-id-not-eight-digits", "“3060700” has 7 digits"),
        ("3060700a", "ward-id-not-eight-digits", "“3060700a” has 7 digits"),
        ("00607001", "ward-id-no-province", "begins with 0"),
        ("39907001", "ward-id-no-municipality", "no municipality 9907 in Northern Cape"),
        ("30607000", "ward-id-no-ward", "Khâi-Ma has wards 1 to"),
        ("30607999", "ward-id-no-ward", "no ward 999"),
    ],
)
def test_what_is_wrong_with_an_id_is_said(typed: str, code: str, words: str) -> None:
    with pytest.raises(UserError) as refused:
        read_ward_id(typed)
    assert refused.value.code == code
    assert words in sentence(refused.value)


@pytest.mark.parametrize("typed", ["30607001", " 3060 7001 ", "ward 30607001", "Ward id: 306-07-001"])
def test_an_id_is_recognised_as_people_write_it(typed: str) -> None:
    assert read_ward_id(find_digits(typed)).name == "Khâi-Ma ward 1"


@pytest.mark.parametrize("typed", ["Khâi-Ma", "ward 5", "12 Main Street", "", "NC061"])
def test_what_is_no_ward_id_is_left_to_the_names(typed: str) -> None:
    assert find_digits(typed) == ""


def test_metros_have_no_district_and_locals_do() -> None:
    assert read_ward_id("79800001").municipality.district == ""
    assert read_ward_id("30601003").municipality.code == "NC061"
