from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.names import proper_case


@pytest.mark.parametrize(
    ("shouted", "expected"),
    [
        ("VAN DER WESTHUIZEN", "van der Westhuizen"),
        ("PIET VAN DER MERWE", "Piet van der Merwe"),
        ("ABRAHAM-NTANTISO", "Abraham-Ntantiso"),
        ("MCGLUWA", "McGluwa"),
        ("HARRY MC GLUWA", "Harry Mc Gluwa"),
        ("MCINTYRE", "McIntyre"),
        ("MCEBISI MCHUNU", "Mcebisi Mchunu"),
        ("//KHARA HAIS", "//Khara Hais"),
        ("ǁKHARA HAIS", "ǁKhara Hais"),
        ("KAI !GARIB", "Kai !Garib"),
        ("!KHEIS", "!Kheis"),
        ("KHÂI-MA", "Khâi-Ma"),
        ("KHâI-MA", "Khâi-Ma"),
        ("WINDVOËL", "Windvoël"),
        ("O'CONNOR", "O'Connor"),
        ("O’CONNOR", "O’Connor"),
        ("N'WAMITWA", "N'wamitwa"),
        ("DE AAR", "De Aar"),
        ("CONGRESS OF THE PEOPLE", "Congress of the People"),
        ("M.B SELEPE", "M.B Selepe"),
        ("TJ MOLEFE", "TJ Molefe"),
        ("thandi dube", "Thandi Dube"),
        ("MUṰANWA", "Muṱanwa"),
    ],
)
def test_capitals_become_the_case_their_owners_use(shouted: str, expected: str) -> None:
    assert proper_case(shouted) == expected


@pytest.mark.parametrize(
    "name",
    ["McGluwa", "O'Connor", "Abraham-Ntantiso", "//Khara Hais", "Kai !Garib", "Khâi-Ma", "uMkhonto weSizwe", "DeWet"],
)
def test_a_name_in_mixed_case_stays_as_it_is_typed(name: str) -> None:
    assert proper_case(name) == name


@given(st.text("abcdefghijklmnopqrstuvwxyzABCDEFGHKLMNOPRSTUVWZâëšṱÂËŠṰ !/'-", max_size=30))
def test_only_the_case_changes_and_only_once(text: str) -> None:
    found = proper_case(text)
    assert found.casefold() == text.casefold()
    assert proper_case(found) == found
