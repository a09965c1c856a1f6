from __future__ import annotations

import pytest

from crm.rules.name_finding import NameFinder, words_of

PEOPLE = (
    ("Hon. Thandi Nomsa Example", "Thandi Nomsa", "Example", ""),
    ("Mr Andries van der Westhuyzen", "Andries", "van der Westhuyzen", ""),
    ("Cllr Dawid ǃGaeseb", "Dawid", "ǃGaeseb", "Oom Daan"),
    ("Sister Magrieta Links", "Sister Magrieta", "Links", ""),
    ("Mr Frances Baard", "Frances", "Baard", ""),
    ("Robert Sample", "Robert", "Sample", "Bob"),
    ("Ms Elsabé O'Connor-Botha", "Elsabé", "O'Connor-Botha", ""),
)
BODIES = ("Frances Baard District Municipality", "Example", "Dawid Kruiper Council (sample)")


def named(text: str) -> list[str]:
    finder = NameFinder(set(words_of(text)))
    for number, person in enumerate(PEOPLE, 1):
        finder.add_person(number, *person)
    for body in BODIES:
        finder.add_body(body)
    return [text[mention.start : mention.end] for mention in finder.find([text]).get(text, ())]


@pytest.mark.parametrize(
    "form",
    [
        "Hon. Thandi Nomsa Example",
        "thandi example",
        "THANDI EXAMPLE",
        "Example, Ms T.N.",
        "T. Example",
        "TN Example",
        "Example T.",
        "Thandi N. Example",
        "Hon Dr Example",
        "ms example",
        "Speaker Example",
        "Mr van der Westhuyzen",
        "Van der Westhuyzen",
        "Westhuyzen",
        "!Gaeseb",
        "cllr dawid !gaeseb",
        "Oom Daan",
        "Sister Links",
        "Magrieta Links",
        "Robert (Bob) Sample",
        "Bob Sample",
        "Sample, Robert",
        "Elsabe O’Connor Botha",
        "E O'Connor-Botha",
        "Robert\u00a0Sample",
        "Elsabe\u0301 O'Connor-Botha",
    ],
)
def test_a_name_is_found_in_every_form(form: str) -> None:
    assert named(f"Then {form} spoke; nobody else did.") == [form]


def test_a_given_name_alone_is_hers_where_a_fuller_form_stands_too() -> None:
    assert named("Robert Sample promised it. Bob will write; Robert says so.") == ["Robert Sample", "Bob", "Robert"]
    assert named("Bob will write.") == []


@pytest.mark.parametrize(
    "text",
    [
        "A sample of links was taken; robert is no name here.",
        "The Frances Baard District Municipality answered.",
        "Nobody was at the examples.",
        "Ward councillor, Dawid Kruiper Council (sample)",
    ],
)
def test_words_and_bodies_that_only_look_like_a_name_stay(text: str) -> None:
    assert named(text) == []


def test_a_file_an_address_and_what_belongs_to_somebody_name_the_person() -> None:
    assert named("letter_robert_sample.pdf") == ["robert_sample"]
    assert named("Sample’s letter, Baard's answer") == ["Sample", "Baard"]


def test_who_is_meant_by_a_form_that_two_share_is_said() -> None:
    finder = NameFinder(set(words_of("J. Sample came")))
    finder.add_person(1, "Jan Sample", "Jan", "Sample")
    finder.add_person(2, "Joy Sample", "Joy", "Sample")
    (mention,) = finder.find(["J. Sample came"])["J. Sample came"]
    assert mention.whose == {1, 2}
