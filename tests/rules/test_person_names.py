"""How lists write names; every name here is invented."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.names import TITLES, PersonName, display_name, fold, sort_name, split_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thandi Dube", PersonName("", "Thandi", "Dube")),
        ("  Thandi   Rose Dube ", PersonName("", "Thandi Rose", "Dube")),
        ("Abrams, Mr S", PersonName("Mr", "S", "Abrams")),
        ("Mokoena, T.P., Cllr", PersonName("Cllr", "T.P.", "Mokoena")),
        ("Pieter Botha, Cllr", PersonName("Cllr", "Pieter", "Botha")),
        ("Naledi Kgosi, MPL", PersonName("MPL", "Naledi", "Kgosi")),
        ("M.B Selepe", PersonName("", "M.B", "Selepe")),
        ("Baloyi L.C.", PersonName("", "L.C.", "Baloyi")),
        ("Letlape-Dube D.B", PersonName("", "D.B", "Letlape-Dube")),
        ("THANDI DUBE", PersonName("", "THANDI", "DUBE")),
        ("DUBE Thandi", PersonName("", "Thandi", "DUBE")),
        ("Thandi DUBE", PersonName("", "Thandi", "DUBE")),
        ("Hon. Dr Thandi Dube", PersonName("Hon. Dr", "Thandi", "Dube")),
        ("Prof. Dr. A B Nkosi", PersonName("Prof. Dr", "A B", "Nkosi")),
        ("Ms. Sophy Matlou", PersonName("Ms", "Sophy", "Matlou")),
        ("Honourable Councillor Anna Smit", PersonName("Hon. Cllr", "Anna", "Smit")),
        ("Mnr Koos Botha", PersonName("Mr", "Koos", "Botha")),
        ("MEC Nomsa Dube", PersonName("MEC", "Nomsa", "Dube")),
        ("Kgosi Thabo Molefe", PersonName("Kgosi", "Thabo", "Molefe")),
        ("Mr Kgosi Molefe", PersonName("Mr", "Kgosi", "Molefe")),
        ("Kgosi", PersonName("", "", "Kgosi")),
        ("Mr", PersonName("Mr")),
        ("Piet van der Westhuizen", PersonName("", "Piet", "van der Westhuizen")),
        ("Van Der Westhuizen Piet", PersonName("", "Piet", "Van Der Westhuizen")),
        ("van der Westhuizen", PersonName("", "", "van der Westhuizen")),
        ("le Roux Piet", PersonName("", "Piet", "le Roux")),
        ("Anna Janse van Rensburg", PersonName("", "Anna", "Janse van Rensburg")),
        ("Janse van Rensburg, Ms Anna", PersonName("Ms", "Anna", "Janse van Rensburg")),
        ("Themba ka Nkosi", PersonName("", "Themba", "ka Nkosi")),
        ("O'Connor, Anna", PersonName("", "Anna", "O'Connor")),
        ("Johannes (Hannes) Botha", PersonName("", "Johannes", "Botha", "Hannes")),
        ("Sello 'Shoes' Mokoena", PersonName("", "Sello", "Mokoena", "Shoes")),
        ("Sello “Shoes” Mokoena", PersonName("", "Sello", "Mokoena", "Shoes")),
        ("Muṱanwa Tshivhula", PersonName("", "Muṱanwa", "Tshivhula")),
        ("", PersonName()),
    ],
)
def test_a_name_in_the_ways_lists_write_it(text: str, expected: PersonName) -> None:
    assert split_name(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr Mathibe Sello", PersonName("Mr", "Sello", "Mathibe")),
        ("Mr Mathibe Sello Jacob", PersonName("Mr", "Sello Jacob", "Mathibe")),
        ("Boshoff Joggie", PersonName("", "Joggie", "Boshoff")),
        ("van Wyk Anna", PersonName("", "Anna", "van Wyk")),
        ("Janse van Rensburg Anna", PersonName("", "Anna", "Janse van Rensburg")),
    ],
)
def test_a_list_that_puts_the_surname_first(text: str, expected: PersonName) -> None:
    assert split_name(text, surname_first=True) == expected


@pytest.mark.parametrize("text", ["Ms Wilma van der Walt", "W.P. van der Walt", "Wilma VAN DER WALT"])
def test_a_row_that_breaks_the_order_of_its_list_is_seen_where_it_can_be(text: str) -> None:
    assert fold(split_name(text, surname_first=True).family) == "van der walt"


def test_a_name_is_shown_with_its_title_and_sorted_by_surname() -> None:
    name = PersonName("Hon. Dr", "Thandi", "Dube", "Tee")
    assert display_name(name) == "Hon. Dr Thandi Dube"
    assert sort_name(name) == "Dube, Thandi"
    assert sort_name(PersonName(family="Dube")) == "Dube"
    assert display_name(PersonName()) == sort_name(PersonName()) == ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Muṱanwa", "MUTANWA"),
        ("KwaZulu‐Natal", "Kwazulu-Natal"),
        ("Kwa–Zulu", "kwa zulu"),
        ("Gauteng ", "GAUTENG"),
        ("CONGRESS  OF THE\u00a0PEOPLE", "Congress of the People"),
        ("Khâi-Ma", "KHÂI MA"),
        ("O’Connor", "O'connor"),
        ("ǃKheis", "!Kheis"),
        ("ǁKhara Hais", "//Khara Hais"),
        ("Tšhwane", "tshwane"),
        ("e\u0301tienne", "Étienne"),
    ],
)
def test_spellings_of_one_name_compare_as_equal(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text(max_size=20))
def test_folding_is_final_and_forgets_accents_case_and_blanks(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == " ".join(folded.split())
    assert not any(unicodedata.combining(letter) for letter in folded)
    assert fold(unicodedata.normalize("NFD", text)) == folded
    assert fold(f"  {text}\u00a0") == folded


WORDS = st.text("abcdefghijklmnoprstuvwyzšêôṱâ", min_size=4, max_size=9).map(str.capitalize)
NAMES = st.builds(
    PersonName,
    title=st.sampled_from(TITLES),
    given=st.lists(WORDS, min_size=1, max_size=3).map(" ".join),
    family=st.builds(str.__add__, st.sampled_from(["", "van der ", "du ", "Janse van "]), WORDS),
).filter(lambda name: not any(PLAIN_TITLES & set(fold(part).split()) for part in (name.given, name.family)))
PLAIN_TITLES = {fold(title).strip(".") for title in TITLES} | {"past", "doctor", "professor", "advocate", "reverend"}
PLAIN_TITLES |= {"raadslid", "alderman", "honorable", "councilor"}


@given(NAMES)
def test_no_part_of_a_name_is_lost_in_any_order(name: PersonName) -> None:
    assert split_name(display_name(name)) == name
    assert split_name(f"{name.family}, {name.title} {name.given}") == name
    assert split_name(f"{name.given} {name.family}, {name.title}") == name
    assert split_name(f"{name.title} {name.family} {name.given}", surname_first=True) == name


@given(st.text(max_size=30), st.sampled_from([None, True, False]))
def test_any_text_can_be_taken_apart(text: str, surname_first: bool | None) -> None:
    name = split_name(text, surname_first)
    assert isinstance(sort_name(name), str)
