"""Reading a received text: sender, day, words, dates and references, of invented messages in the forms they come in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.rules.messages import Form, Purpose, days_in, read_message, references_in, title_of

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("text", "sender", "words"),
    [
        ("[12/11/2026, 14:05] Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("[2026/11/12, 14:05:33] Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("[14:05, 12/11/2026] Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("12/11/2026, 14:05 - Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("2026/11/12, 14:05 - Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("\u200e[12/11/2026, 2:05:33\u202fPM] ~ Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        ("11/12/26, 2:05 PM - Thandi Dube: We will fix it", "Thandi Dube", "We will fix it"),
        (
            "[12/11/2026, 14:05] Cllr T. Dube (ward 3): Line one\nline two\n\nline three",
            "Cllr T. Dube (ward 3)",
            "Line one\nline two\n\nline three",
        ),
    ],
)
def test_a_chat_says_who_and_when(text: str, sender: str, words: str) -> None:
    found = read_message(text, TODAY)
    assert (found.form, found.sender, found.on, found.words) == (Form.CHAT, sender, DAY, words)


def test_of_a_chat_of_several_it_is_what_the_other_side_said_last() -> None:
    chat = (
        "[11/11/2026, 09:00] Lerato Tester: How is the ramp?\n"
        "[11/11/2026, 10:00] Thandi Dube: Good morning\n"
        "[12/11/2026, 08:00] Thandi Dube: It will be ready by 30 January\n"
        "[12/11/2026, 08:01] Lerato Tester: Thank you"
    )
    found = read_message(chat, TODAY, ours=["Lerato Tester"])
    assert (found.sender, found.on) == ("Thandi Dube", DAY)
    assert found.words == "Good morning\nIt will be ready by 30 January"
    assert read_message(chat, TODAY).sender == "Lerato Tester"


def test_a_number_instead_of_a_name_is_a_number() -> None:
    found = read_message("[12/11/2026, 14:05] +27 82 555 0101: We will fix it", TODAY)
    assert (found.sender, found.phones) == ("", ("+27825550101",))
    found = read_message("From 082 555 0101: We will fix it", TODAY)
    assert (found.form, found.sender, found.phones) == (Form.NAMED, "", ("+27825550101",))


@pytest.mark.parametrize(
    "headers",
    [
        "From: Thandi Dube <T.Dube@Example.org>\nDate: Thu, 12 Nov 2026 14:05:33 +0200\nTo: Us\nSubject: The ramp",
        "From: Thandi Dube <t.dube@example.org>\nSent: Thursday, 12 November 2026 14:05\nTo: Us\nSubject: The ramp",
        "From: Thandi Dube [mailto:t.dube@example.org]\nSent: 12 November 2026 02:05 PM\nSubject: The ramp",
        "Van: Thandi Dube <t.dube@example.org>\nGestuur: Donderdag, 12 November 2026 14:05\nOnderwerp: The ramp",
        "*From:* Thandi Dube <t.dube@example.org>\n*Sent:* Thursday, November 12, 2026 2:05 PM\n*Subject:* The ramp",
        'Subject: The ramp\nDate: 2026-11-12\nFrom: "Thandi Dube" <t.dube@example.org>',
    ],
)
def test_an_e_mail_says_who_when_and_what_about(headers: str) -> None:
    body = "Dear Lerato\n\nWe will fix it.\n\n--\nT. Dube\n082 555 0101"
    found = read_message(f"{headers}\n\n{body}", TODAY)
    assert (found.form, found.sender, found.emails) == (Form.EMAIL, "Thandi Dube", ("t.dube@example.org",))
    assert (found.on, found.subject) == (DAY, "The ramp")
    assert found.words == "Dear Lerato\n\nWe will fix it."


@pytest.mark.parametrize(
    "quoted",
    [
        "On 11 Nov 2026, at 09:00, Lerato Tester <l@example.org> wrote:\n> How is the ramp?",
        "-----Original Message-----\nFrom: Lerato\nHow is the ramp?",
        "Op 11 Nov. 2026 om 09:00 het Lerato Tester <l@example.org> geskryf:\nHow is the ramp?",
        "> How is the ramp?",
    ],
)
def test_what_was_answered_is_not_what_was_written(quoted: str) -> None:
    mail = f"From: t.dube@example.org\nSubject: Re: The ramp\n\nWe will fix it.\n\n{quoted}"
    found = read_message(mail, TODAY)
    assert (found.sender, found.words) == ("", "We will fix it.")


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("Thandi Dube: We will fix it", "Thandi Dube"),
        ("Hon. T. van der Merwe: We will fix it", "Hon. T. van der Merwe"),
        ("Mamma ǃNaruseb: ja", "Mamma ǃNaruseb"),
    ],
)
def test_a_name_before_a_colon_wrote_it(text: str, sender: str) -> None:
    found = read_message(text, TODAY)
    assert (found.form, found.sender, found.on) == (Form.NAMED, sender, None)


@pytest.mark.parametrize(
    "text",
    [
        "We will fix it",
        "Note: we will fix it",
        "see https://example.org: good",
        "We meet at 14:00",
        "the plan: a ramp",
        "",
    ],
)
def test_anything_else_is_only_words(text: str) -> None:
    found = read_message(text, TODAY)
    assert (found.form, found.sender, found.words) == (Form.PLAIN, "", text)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("We will fix it by 30 January", date(2027, 1, 30)),
        ("on the 3rd of December then", date(2026, 12, 3)),
        ("teen 15 Desember 2026", date(2026, 12, 15)),
        ("December 5 suits us", date(2026, 12, 5)),
        ("on 2027-02-01.", date(2027, 2, 1)),
        ("on 01/02/2027", date(2027, 2, 1)),
        ("by 1/2 at the latest", date(2027, 2, 1)),
        ("by Friday", date(2026, 11, 13)),
        ("next Monday I call", date(2026, 11, 16)),
        ("by the end of March", date(2027, 3, 31)),
        ("before end of next month", date(2026, 12, 31)),
        ("by June", date(2027, 6, 30)),
        ("within two weeks", date(2026, 11, 26)),
        ("in 3 months", date(2027, 2, 12)),
        ("tomorrow", date(2026, 11, 13)),
        ("Ek kom môre.", date(2026, 11, 13)),
        ("volgende Vrydag", date(2026, 11, 20)),
    ],
)
def test_days_in_the_words_count_from_the_day_they_were_written(words: str, day: date) -> None:
    assert days_in(words, DAY)[0].day == day


@pytest.mark.parametrize(
    "words",
    [
        "We may do it, more or less, at 9.30 or 14:05",
        "ward 12, 3 ramps, R12/13, 082 555 0101",
        "we march on; the sun sets in one go",
        "on 3 March 2025 we met",
        "30 February",
        "room 12-14",
        "Môre. Dankie, môre! Goeie môre",
    ],
)
def test_what_is_no_coming_day_is_none(words: str) -> None:
    assert days_in(words, DAY) == ()


def test_references_are_found_as_people_type_them() -> None:
    assert references_in("About C-2026-0042 and c 2026 0043, C20260042; not ABC-2026-0001 or C-2026-1") == (
        "C-2026-0042",
        "C-2026-0043",
    )
    mail = "From: t@example.org\nSubject: Re: C-2026-0042\n\nYes"
    assert read_message(mail, TODAY).references == ("C-2026-0042",)


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("We will fix the ramp by 30 January", Purpose.PROMISE),
        ("Ons sal dit regmaak", Purpose.PROMISE),
        ("Re tla lo romela dipalo", Purpose.PROMISE),
        ("It will only be ready on 30 January", Purpose.MOVE),
        ("Dit is uitgestel na 30 Januarie", Purpose.MOVE),
        ("The visit is delayed", Purpose.KEEP),
        ("Good morning, thank you", Purpose.KEEP),
    ],
)
def test_what_it_looks_like_is_proposed(words: str, purpose: Purpose) -> None:
    assert read_message(words, TODAY).purpose is purpose


def test_a_day_to_come_is_not_when_it_was_written() -> None:
    assert read_message("[12/12/2027, 14:05] Thandi Dube: We will fix it", TODAY).on is None
    assert title_of("", "", TODAY) == "Message from somebody, 22 Nov 2026"
    assert title_of("T. Dube", "The ramp", TODAY) == "Message from T. Dube, 22 Nov 2026: The ramp"


PIECES = st.sampled_from(
    [
        *("[12/11/2026, 14:05] ", "[99/99/9999, 99:99] ", "From: ", "Date: ", "Sent: ", "Subject: ", "Thandi", ": "),
        *("\n", "> ", "--", "\u202e", "\ud800", "\x00", "30 Feb", "0/0", "9999-99-99", "<", "@", ">", "C-2026-0001"),
        *("in 999 weeks", "by 31 December 9999", "in 999 months", "12/11/26, 2:05 PM - ", "On a b wrote:"),
    ]
)


@given(st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=30).map("".join)))
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    found = read_message(text, TODAY, ours=["Lerato"])
    assert found.on is None or found.on <= TODAY
    assert all(named.day >= (found.on or TODAY) for named in found.days)
    assert found.sender == found.sender.strip()
