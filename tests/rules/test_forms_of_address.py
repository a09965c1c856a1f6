"""How somebody is addressed in a meeting and in a letter."""

from __future__ import annotations

import pytest

from crm.rules.forms_of_address import how_to_address
from crm.rules.names import PersonName


def name(title: str = "", given: str = "Boitumelo", family: str = "Seekoei") -> PersonName:
    return PersonName(title, given, family, "")


@pytest.mark.parametrize(
    ("title", "offices", "spoken", "letter"),
    [
        ("Hon.", [("Member", "legislature")], "Hon. Seekoei", "Honourable Seekoei"),
        ("Dr", [("Member", "legislature")], "Hon. Dr Seekoei", "Honourable Dr Seekoei"),
        ("Ms", [("Speaker", "legislature")], "Speaker Seekoei", "Honourable Speaker Seekoei"),
        ("Ms", [("Deputy Speaker", "legislature")], "Deputy Speaker Seekoei", "Honourable Deputy Speaker Seekoei"),
        ("", [("Member of the Executive Council", "department")], "MEC Seekoei", "Honourable MEC Seekoei"),
        ("", [("Executive Mayor", "council")], "Executive Mayor Seekoei", "Honourable Executive Mayor Seekoei"),
        ("", [("Ward councillor", "council")], "Cllr Seekoei", "Cllr Seekoei"),
        ("Ald.", [("Councillor", "council")], "Ald. Seekoei", "Ald. Seekoei"),
        ("Kgosi", [("Member", "legislature")], "Kgosi Seekoei", "Kgosi Seekoei"),
        ("Ms", [("Director", "cso_partner")], "Ms Seekoei", "Ms Seekoei"),
        ("", [("Personal assistant", "department")], "Boitumelo Seekoei", "Boitumelo Seekoei"),
        ("", [("Secretary to the Legislature", "legislature")], "Boitumelo Seekoei", "Boitumelo Seekoei"),
        ("Ms", [("Municipal Manager", "council")], "Ms Seekoei", "Ms Seekoei"),
        ("", [("Speaker", "cso_partner")], "Boitumelo Seekoei", "Boitumelo Seekoei"),
        ("", [], "Boitumelo Seekoei", "Boitumelo Seekoei"),
    ],
)
def test_the_office_decides_and_learning_is_kept(
    title: str, offices: list[tuple[str, str]], spoken: str, letter: str
) -> None:
    address = how_to_address(name(title), offices)
    assert (address.spoken, address.letter) == (spoken, letter)


def test_somebody_with_one_name_only_is_addressed_by_it() -> None:
    assert how_to_address(name("Kgosi", "Galeshewe", ""), []).spoken == "Kgosi Galeshewe"
