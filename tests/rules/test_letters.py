"""Letters: fields and what may be left out, messages that stay short, and nothing private in them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.errors import UserError
from crm.rules.languages import language_key
from crm.rules.letters import (
    DATES,
    FIELDS,
    MESSAGE_LIMIT,
    OF_RUNGS,
    Kind,
    Way,
    check_template,
    choose_language,
    closing,
    fill,
    fill_message,
    greeting,
    kind_for,
    languages_of,
    lateness_words,
    shorten,
    without_closing,
    without_private,
)
from resources.letters import ShippedTemplate, templates
from ui.words import sentence

TODAY = date(2026, 11, 22)
VALUES = {
    "greeting": "Good day Hon. Dube,",
    "said": "you said",
    "words": "We will fix the ramp",
    "made_on": "12 Mar 2026",
    "due": "30 Jun 2026",
    "lateness": "outstanding since 30 Jun 2026",
    "reference": "C-2026-0042",
    "closing": "– Lerato Tester, Our Voice",
}


def test_fields_are_filled_and_an_empty_one_takes_its_part_with_it() -> None:
    template = "On {made_on}[, {where},] {said}: “{words}”[ ({clause}, {reference})]"
    assert fill(template, VALUES) == "On 12 Mar 2026 you said: “We will fix the ramp”"
    assert fill(template, VALUES | {"where": "at the hearing"}).startswith("On 12 Mar 2026, at the hearing, you said")
    assert fill("{greeting}\n\n\n\n{where}\n\n{words}  ", VALUES) == "Good day Hon. Dube,\n\nWe will fix the ramp"


@pytest.mark.parametrize(
    ("template", "code"),
    [
        ("{colour}", "letter-field-not-known"),
        ("{}", "letter-field-not-known"),
        ("{words", "letter-braces-open"),
        ("words}", "letter-braces-open"),
        ("[{words}", "letter-brackets-open"),
        ("{words}]", "letter-brackets-open"),
        ("[a [b] c]", "letter-brackets-open"),
        (" \n ", "letter-without-words"),
    ],
)
def test_what_cannot_be_filled_is_said_in_a_sentence(template: str, code: str) -> None:
    with pytest.raises(UserError) as problem:
        check_template("", template)
    assert problem.value.code == code
    assert "{colour}" not in template or "“{colour}”" in sentence(problem.value)


def test_every_shipped_template_can_be_filled_and_every_kind_has_one() -> None:
    assert {template.kind for template in templates()} == {kind.value for kind in Kind}
    for template in templates():
        check_template(template.subject, template.words)
        for given_values in ({}, VALUES, {name: f"some {name}" for name in FIELDS}):
            text = fill(template.words, given_values)
            assert not set("{}[]") & set(text)
            assert len(fill_message(template.words, given_values)) <= MESSAGE_LIMIT


def test_a_long_promise_is_shortened_between_words_and_the_date_stays() -> None:
    first = next(template for template in templates() if template.kind == Kind.FIRST)
    long = "We will repair every street light between the taxi rank and the clinic and report to you " * 9
    message = fill_message(first.words, VALUES | {"words": long, "where": f"at “{'a very long hearing ' * 9}”"})
    assert 250 < len(message) <= MESSAGE_LIMIT
    assert "hearing" not in message, "where it was said goes before what was said"
    assert "12 Mar 2026" in message
    assert "outstanding since 30 Jun 2026" in message
    quoted = message.partition("“")[2].partition("…")[0]
    assert quoted
    assert set(quoted.split()) <= set(long.split()), "words are never cut in two"


def test_the_room_of_a_sentence_left_out_goes_to_the_promise() -> None:
    later = next(template for template in templates() if template.kind == Kind.LATER)
    promise = "The roof of the Ritchie clinic will be repaired before the rains"
    values = VALUES | {
        "greeting": "Good day Mr Jansen van Rensburg,",
        "words": promise,
        "number_of_follow_ups": "twice",
        "last_asked_on": "30 Oct 2026",
        "closing": "– Tshepiso Moroka, Diamond Fields Civil Voice (sample)",
    }
    message = fill_message(later.words, values)
    assert len(message) <= MESSAGE_LIMIT
    assert f"“{promise}”" in message


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.kind)
def test_a_shipped_template_makes_a_message_that_begins_and_ends_as_it_should(template: ShippedTemplate) -> None:
    values = VALUES | {
        "greeting": "Good day Hon. van der Westhuizen,",
        "words": "The department will pay two sign-language interpreters by the hour until the post is filled. " * 3,
        "where": "at “Full-service schools: who pays the interpreter”",
        "clause": "clause 4.2 Interpreters of “Access to schools in the Northern Cape”",
        "number_of_follow_ups": "twice",
        "last_asked_on": "26 Oct 2026",
        "meeting": "Visit to the clinic of Galeshewe with the committee",
        "old_day": "3 Dec 2026",
        "new_day": "10 Dec 2026",
        "list": "C-2026-0042, 12 Mar 2026: “We will fix the ramp”, outstanding since 30 Jun 2026\n" * 5,
    }
    message = fill_message(template.words, values)
    assert len(message) <= MESSAGE_LIMIT
    assert message.startswith("Good day Hon. van der Westhuizen,")
    assert message.endswith("– Lerato Tester, Our Voice")
    assert " ," not in message
    assert " ." not in message
    assert "?" in message or "lease" in message or template.kind in (Kind.THANK_YOU, Kind.LIST), "it asks something"


@given(
    st.lists(
        st.one_of(st.text(st.characters(exclude_characters="{}[]")), st.sampled_from(sorted(FIELDS))), max_size=40
    ),
    st.text(max_size=3000),
    st.sampled_from(DATES),
)
def test_a_message_is_never_too_long_and_never_loses_its_date(parts: list[str], long: str, name: str) -> None:
    template = " ".join(f"{{{part}}}" if part in FIELDS else part for part in [*parts, name])
    values = dict.fromkeys(FIELDS, long) | dict.fromkeys(DATES, "")
    message = fill_message(template, values | {name: "30 Jun 2026"})
    assert len(message) <= MESSAGE_LIMIT
    assert "30 Jun 2026" in message


@given(st.text(), st.integers(0, 50))
def test_a_shortened_text_is_a_beginning(words: str, most: int) -> None:
    short = shorten(words, most)
    assert len(short) <= max(most, 0) or short == words
    assert words.startswith(short.removesuffix("…"))


@given(st.text())
def test_any_template_is_filled_or_refused_with_a_sentence(template: str) -> None:
    try:
        check_template("", template)
        fill_message(template, VALUES)
    except UserError as problem:
        assert sentence(problem)


@pytest.mark.parametrize(
    "private",
    ["082 555 0101", "+27 82 555 0101", "(053) 839-8000", "0825550101", "8001015009087", "thandi@example.org"],
)
def test_numbers_and_addresses_of_others_are_left_out(private: str) -> None:
    said = without_private(f"Ask my driver on {private}, he has the key")
    assert private not in said
    assert said.startswith("Ask my driver on [")
    assert said.endswith("left out], he has the key")


@pytest.mark.parametrize(
    "harmless",
    [
        "by 30 June 2026 or 2027-06-30 2027-07-01 at the latest",
        "R 250 000 000 for clinics",
        "R1 200 000 000",
        "C-2026-0042",
        "C-2026-00423",
        "ward 12 and ward 13",
        "between 2024 and 2029",
    ],
)
def test_dates_money_and_references_stay(harmless: str) -> None:
    assert without_private(harmless) == harmless


def test_lateness_reproaches_nobody() -> None:
    for due in (None, date(2026, 6, 30), TODAY, date(2027, 1, 1)):
        words = lateness_words(due, TODAY)
        assert "late" not in words
        assert "overdue" not in words
    assert lateness_words(date(2026, 6, 30), TODAY) == "outstanding since 30 Jun 2026"
    assert lateness_words(date(2027, 1, 1), TODAY) == "to be done by 1 Jan 2027"


def test_greetings_and_closings_fit_the_way() -> None:
    assert greeting(Way.MESSAGE, "Hon. Dube", "Honourable Dube") == "Good day Hon. Dube,"
    assert greeting(Way.LETTER, "Hon. Dube", "Honourable Dube") == "Dear Honourable Dube"
    assert greeting(Way.LETTER, "", "") == "Dear Sir or Madam"
    assert greeting(Way.MESSAGE, "", "") == "Good day,"
    end = closing(Way.LETTER, "Lerato Tester", "Our Voice")
    assert end == "Kind regards\nLerato Tester\nOur Voice"
    assert without_closing(f"Please tell us.\n\n{end}\n", end) == "Please tell us."
    assert closing(Way.MESSAGE, "", "") == ""


def test_the_template_follows_how_often_we_asked() -> None:
    assert [kind_for(count) for count in (0, 1, 2, 9)] == [Kind.FIRST, Kind.SECOND, Kind.LATER, Kind.LATER]


def test_languages_are_known_under_all_their_names() -> None:
    assert language_key("Tswana") == language_key("setswana") == language_key("tn")
    assert languages_of("Setswana, Afrikaans and English") == ("Setswana", "Afrikaans", "English")
    offered = ("English", "Setswana")
    assert choose_language(offered, ("Tswana", "English")) == "Setswana"
    assert choose_language(offered, ("isiXhosa",)) == "English"
    assert choose_language(("Sesotho",), ("isiXhosa",)) == "Sesotho"
    assert choose_language((), ()) == ""


@pytest.mark.parametrize("kind", OF_RUNGS)
def test_a_letter_of_a_rung_names_the_petition_the_law_and_the_day_and_asks(kind: str) -> None:
    shipped = next(template for template in templates() if template.kind == kind)
    values = {
        "greeting": "Dear Chairperson",
        "petition": "the petition “Water for the ward”",
        "petitioner": "Residents of Ward 5",
        "their_number": "PET 12/2026",
        "submitted_on": "3 Aug 2026",
        "law": "the Gauteng Petitions Act 5 of 2002",
        "days": "30 working days",
        "ran_out": "15 Sep 2026",
        "lateness": "outstanding since 15 Sep 2026",
        "prayer": "that the pipe to the clinic is mended",
        "answer_by": "4 Dec 2026",
        "reference": "P-2026-0001",
        "closing": "– Lerato Tester, Our Voice",
    }
    letter = fill(shipped.words, values)
    for part in (
        "We write about the petition “Water for the ward” of Residents of Ward 5, registered as PET 12/2026, handed in "
        "on 3 Aug 2026.",
        "Under the Gauteng Petitions Act 5 of 2002 there are 30 working days for this; they ran out on 15 Sep 2026.",
        "outstanding since 15 Sep 2026",
        "It asks: “that the pipe to the clinic is mended”",
        "by 4 Dec 2026",
    ):
        assert part in letter
    assert "verdue" not in letter + fill(shipped.subject, values)
    assert "PET 12/2026" in fill(shipped.subject, values)
    message = fill_message(shipped.words, values | {"prayer": "that the pipe to the clinic is mended " * 9})
    for part in ("“Water for the ward”", "3 Aug 2026", "outstanding since 15 Sep 2026", "an answer by 4 Dec 2026"):
        assert part in message
    unknown = fill(shipped.words, values | {"law": "", "days": "", "ran_out": "", "lateness": "outstanding"})
    assert "Under" not in unknown, "where no legal limit is known, none is claimed"
    assert "By our record it is outstanding." in unknown
