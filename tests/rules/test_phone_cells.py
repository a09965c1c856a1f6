"""What telephone cells of real lists look like; the numbers are invented or those of public offices."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.phones import Phone, display_phone, read_phones, without_phones


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("021 555 3536/083 555 4161", ["+27215553536", "+27835554161"]),
        ("082 555 9913 / 071 555 4040", ["+27825559913", "+27715554040"]),
        ("083 555 8159 or 078 555 6488", ["+27835558159", "+27785556488"]),
        ("053 555 8159, 078 555 6488", ["+27535558159", "+27785556488"]),
        ("018 555 0744/1570", ["+27185550744", "+27185551570"]),
        ("053 555 0005 / 8 /422", ["+27535550005", "+27535550008", "+27535550422"]),
        ("015 555 7000 / 555 7182", ["+27155557000", "+27155557182"]),
        ("039 255 0343039 255 0818", ["+27392550343", "+27392550818"]),
        (
            "033 555 0761033 555 0762033 555 0763033 555 0764",
            ["+27335550761", "+27335550762", "+27335550763", "+27335550764"],
        ),
        ("0392550343 0392550818", ["+27392550343", "+27392550818"]),
        ("719558844", ["+27719558844"]),
        ("719558844.0", ["+27719558844"]),
        ("824655734 / 795655250", ["+27824655734", "+27795655250"]),
        ("082 5551275", ["+27825551275"]),
        ("011- 555 5617", ["+27115555617"]),
        ("011‐555–5617", ["+27115555617"]),
        ("015\u00a0555\u00a01852", ["+27155551852"]),
        ("(053) 839 8000", ["+27538398000"]),
        ("+27 (0)53 839 8000", ["+27538398000"]),
        ("+27538398000", ["+27538398000"]),
        ("27 53 839 8000", ["+27538398000"]),
        ("0027 53 839 8000", ["+27538398000"]),
        ("0538398000 (w) 0825559913 (h)", ["+27538398000", "+27825559913"]),
        ("+267 391 2345", ["+2673912345"]),
        ("Thabo Molefe  082 555 9913", ["+27825559913"]),
        ("Tel: 053 839 8000", ["+27538398000"]),
        ("015 555 8097 Ext. 8136", ["+27155558097"]),
        ("388 2456", [None]),
        ("090358313457", [None]),
        ("015 293 852", [None]),
        ("015\u00a0293 852", [None]),
        ("8039 / 40", [None, None]),
        ("Ext. 8136", [None]),
        ("", []),
        ("  ", []),
        ("null", []),
        ("n/a", []),
        ("Ward 3", []),
        ("0", []),
        ("No fax", []),
    ],
)
def test_the_numbers_in_a_cell(cell: str, expected: list[str | None]) -> None:
    assert [phone.e164 for phone in read_phones(cell)] == expected


def test_the_area_code_completes_a_short_number() -> None:
    assert read_phones("388 2456", area_code="053") == [Phone("388 2456", "+27533882456", False)]


def test_what_was_typed_is_kept_even_when_it_cannot_be_dialled() -> None:
    assert read_phones("090358313457") == [Phone("090358313457", None, False)]
    assert [phone.typed for phone in read_phones("018 555 0744/1570")] == ["018 555 0744", "1570"]
    assert read_phones("015 555 8097 Ext. 8136")[0].typed == "015 555 8097 Ext. 8136"


def test_a_mobile_number_is_told_from_an_office_line() -> None:
    assert [phone.is_mobile for phone in read_phones("053 839 8000 / 082 555 9913")] == [False, True]


def test_a_name_beside_a_number_is_not_lost() -> None:
    assert without_phones("Thabo Molefe  082 555 9913") == "Thabo Molefe"
    assert without_phones("Thabo Molefe (082 555 9913)") == "Thabo Molefe"
    assert without_phones("053 839 8000 Ext. 12 / 13") == ""


@pytest.mark.parametrize(
    ("e164", "shown"),
    [
        ("+27538398000", "053 839 8000"),
        ("+27825559913", "082 555 9913"),
        ("+27800123456", "0800 123 456"),
        ("+2673912345", "+267 391 2345"),
        ("not a number", "not a number"),
    ],
)
def test_a_number_is_shown_as_it_is_read_aloud(e164: str, shown: str) -> None:
    assert display_phone(e164) == shown


AREAS = st.sampled_from(["011", "012", "013", "015", "018", "021", "031", "041", "051", "053", "054"])
NUMBERS = st.builds(
    "{}{}{:06}".format, AREAS | st.sampled_from(["071", "082", "083"]), st.integers(2, 9), st.integers(0, 999999)
)
SEPARATORS = st.sampled_from(["/", " / ", "; ", ", ", " or ", "\n", " en "])


@given(st.lists(NUMBERS, min_size=1, max_size=4), SEPARATORS)
def test_however_numbers_are_put_together_they_come_apart_again(numbers: list[str], separator: str) -> None:
    expected = ["+27" + number[1:] for number in numbers]
    assert [phone.e164 for phone in read_phones(separator.join(numbers))] == expected
    assert [phone.e164 for phone in read_phones(separator.join(map(display_phone, expected)))] == expected


@given(NUMBERS)
def test_a_number_without_its_nought_is_the_same_number(number: str) -> None:
    assert read_phones(number[1:])[0].e164 == read_phones(number)[0].e164


@given(st.text(max_size=40) | st.text("0123456789 /+().-extEXT", max_size=40))
def test_any_cell_can_be_read(cell: str) -> None:
    for phone in read_phones(cell):
        assert phone.typed
        assert phone.e164 is None or read_phones(display_phone(phone.e164))[0].e164 == phone.e164
    assert isinstance(without_phones(cell), str)


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_what_a_number_is_is_what_the_library_says(number: str) -> None:
    parsed = phonenumbers.parse(number, "ZA")
    kind = phonenumbers.number_type(parsed)
    is_mobile = kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    valid = kind != phonenumbers.PhoneNumberType.UNKNOWN
    assert read_phones(number) == [Phone(number, e164 if valid else None, valid and is_mobile)]
