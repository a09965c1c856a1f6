"""What became of a matter, in the four ways a community asks; and which languages one can write in."""

from __future__ import annotations

import pytest

from crm.rules import commitments, issues, petitions
from crm.rules.languages import language_name, read_written, written
from crm.rules.plain_words import NEEDED, PARTS, Part, Stands, label, parts_of, stands, wanted_parts


@pytest.mark.parametrize(
    ("noun", "status", "outcome", "wanted"),
    [
        ("commitments", "closed", "kept", Stands.DONE),
        ("commitments", "closed", "partly_kept", Stands.PARTLY),
        ("commitments", "closed", "not_kept", Stands.NOT_DONE),
        ("commitments", "closed", "lapsed", Stands.NOT_DONE),
        ("commitments", "claimed_done", "", Stands.WAITING),
        ("petitions", "awaiting_response", "", Stands.WAITING),
        ("petitions", "closed", "granted", Stands.DONE),
        ("petitions", "closed", "partly_granted", Stands.PARTLY),
        ("petitions", "closed", "no_response", Stands.NOT_DONE),
        ("issues", "fixed", "", Stands.DONE),
        ("issues", "no_further_action", "", Stands.NOT_DONE),
        ("issues", "not_their_responsibility", "", Stands.WAITING),
        ("outcomes", "", "", Stands.DONE),
    ],
)
def test_what_became_of_it(noun: str, status: str, outcome: str, wanted: Stands) -> None:
    assert stands(noun, status, outcome) is wanted


def test_every_end_there_is_is_one_of_the_four() -> None:
    ends = [("commitments", "closed", each) for each in commitments.Outcome]
    ends += [("petitions", "closed", each) for each in petitions.Outcome]
    ends += [("issues", each, "") for each in issues.Status]
    assert all(label(stands(*end)) for end in ends)
    assert not [end for end in ends if end[1] == "closed" and stands(*end) is Stands.WAITING]


def test_what_is_needed_can_be_told() -> None:
    assert all(set(NEEDED[noun]) <= set(PARTS[noun]) for noun in PARTS)
    assert NEEDED.keys() == PARTS.keys()
    assert parts_of("outcomes") == (Part.HAPPENED,)
    assert wanted_parts("petitions", {}) == (Part.ASKED, Part.HAPPENED)
    assert wanted_parts("petitions", {"af": [Part.SAID]}) == tuple(Part), "what one language tells, the other tells too"


def test_a_written_language_goes_by_any_of_its_names() -> None:
    assert read_written("Tswana") == read_written("setswana") == read_written("tn") == "tn"
    assert len(written()) == 11, "Sign Language is not written"
    assert (language_name("nso"), language_name("naq")) == ("Sepedi", "naq")
