"""A paper may speak another language than the window, and says what it lacks."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from crm.rules.dates import format_day
from crm.rules.terms import standard_terms
from resources.translations import _, current, ngettext, speaking

OWN = {"today": "lehono", "{count} day": "letšatši le {count}", "{count} days": "matšatši a {count}"}


def test_what_is_spoken_inside_is_over_at_the_end() -> None:
    with speaking("nso", OWN):
        assert (current(), _("today")) == ("nso", "lehono")
        with speaking("en"):
            assert (current(), _("today")) == ("en", "today")
        assert _("today") == "lehono"
    assert (current(), _("today")) == ("en", "today")


def test_another_thread_keeps_its_own_language() -> None:
    with ThreadPoolExecutor(1) as window, speaking("nso", OWN):
        elsewhere = window.submit(lambda: (current(), _("today"), format_day(date(2026, 3, 1)))).result()
        assert elsewhere == ("en", "today", "1 Mar 2026")
        assert current() == "nso"


def test_what_came_out_in_english_is_known() -> None:
    with speaking("ve", OWN) as speech:
        assert _("No such words") == "No such words"
        assert ngettext("{count} week", "{count} weeks", 2) == "2 weeks"
        assert _("today") == "lehono"
        assert _("") == ""
    assert speech.missing == {"No such words", "{count} weeks"}
    with speaking("en") as english:
        assert _("No such words") == "No such words"
    assert english.missing == set()


def test_own_words_have_both_numbers() -> None:
    with speaking("nso", OWN):
        assert ngettext("{count} day", "{count} days", 1) == "letšatši le 1"
        assert ngettext("{count} day", "{count} days", 3) == "matšatši a 3"


def test_what_was_worked_out_once_is_not_kept_in_the_language_of_then() -> None:
    with speaking("af", {"Council of {year}": "Raad van {year}"}):
        assert standard_terms("council")[-1].name.startswith("Raad van")
    assert standard_terms("council")[-1].name.startswith("Council of")
