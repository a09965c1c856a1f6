"""For whom a paper is made sets what is on it, in which words and order: every paper there is, from the sample."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from pathlib import Path

import pytest
from paper import words

from crm import sample
from crm.access import Passphrase
from crm.queries.organisations import OrganisationsFilter, get_organisation_rows, list_organisations
from crm.rules.commitments import Direction, Lateness
from crm.workspace import Workspace
from reports.catalog import REPORTS, make_bytes
from reports.facts import follow_up
from reports.facts.audience import AT_HOME, RULES, Audience, Names, reader_of
from reports.facts.confidentiality import foot_words, reader_sentence, shown_words
from reports.facts.standing import late_figure, late_words, state_words
from reports.options import Chosen, read_options

TODAY = date(2026, 11, 22)
PARTIES = OrganisationsFilter(kind="party")
HOME = "Diamond Fields Civil Voice"


@pytest.fixture
def opened(own_sample_folder: Path, today: object) -> Iterator[Workspace]:
    workspace = Workspace.open_to_read(own_sample_folder, Passphrase(sample.PASSPHRASE))
    yield workspace
    workspace.close()


def chosen_for(audience: Audience, **options: str) -> Chosen:
    return read_options(REPORTS["follow-up"].options, {"audience": audience.value, **options}, TODAY, sample.USER)


@dataclass
class Pages:
    """Papers of the sample, as text."""

    workspace: Workspace

    def of(self, name: str, audience: Audience, **more: str) -> str:
        options = {**next(iter(REPORTS[name].examples(self.workspace.ask))), "audience": audience.value, **more}
        return words(make_bytes(self.workspace.ask, name, options, made_by=sample.USER, today=TODAY))


def test_no_paper_for_the_other_side_says_overdue_or_that_it_is_ours_alone(opened: Workspace) -> None:
    pages = Pages(opened)
    for name, report in REPORTS.items():
        for audience in (each for each in report.audiences if each not in AT_HOME):
            said = pages.of(name, audience)
            assert f"For {HOME} (sample) only" not in said, f"{name} for {audience}"
            if RULES[audience].is_other_side:
                assert "overdue" not in said.casefold(), f"{name} for {audience}"
                assert "Our owner" not in said, f"{name} for {audience}"


def test_the_follow_up_to_the_body_begins_with_our_own_debts(opened: Workspace) -> None:
    report = REPORTS["follow-up"]
    given = read_options(report.options, {"audience": "body"}, TODAY, sample.USER)
    facts = report.gather(opened.ask, given)
    assert [each.direction for each in facts.totals][:2] == [Direction.WE_OWE_THEM, Direction.THEY_OWE_US]
    assert facts.sections[0].direction is Direction.WE_OWE_THEM
    lines = [line for section in facts.sections for group in section.groups for line in group.lines]
    assert lines and not any(line.owner or line.next_step or line.last_movement or line.missing for line in lines)
    assert any("has passed" in line.sentence for line in lines)
    said = Pages(opened).of("follow-up", Audience.BODY)
    assert "Promised by us" in said and said.index("Promised by us") < said.index("Promised to us")
    assert "for the body we meet; open records only; offices instead of names; private notes" in said


def test_at_home_the_follow_up_holds_who_follows_it_up(opened: Workspace) -> None:
    said = Pages(opened).of("follow-up", Audience.OURSELVES)
    assert "Our owner" in said and "overdue" in said and f"For {HOME} (sample) only" in said
    assert "Our owner" not in Pages(opened).of("follow-up", Audience.OURSELVES, private="no")


def test_private_notes_are_in_the_brief_only_where_they_may_be(opened: Workspace) -> None:
    assert "Good to know" in Pages(opened).of("brief", Audience.DELEGATION)
    said = Pages(opened).of("brief", Audience.DELEGATION, private="no")
    assert "Good to know" not in said and "private notes and numbers are left out" in said


def test_no_paper_counts_or_groups_anything_by_party(opened: Workspace) -> None:
    parties = {row.name for row in opened.ask(get_organisation_rows, opened.ask(list_organisations, PARTIES))}
    assert len(parties) > 1
    for name, report in REPORTS.items():
        offered = {value for option in report.own_options for value, _words in option.choices}
        assert "party" not in offered, name
        for options in report.examples(opened.ask):
            facts = report.gather(opened.ask, read_options(report.options, options, TODAY, sample.USER))
            assert not {each for each in headings_of(facts) if each.split(" (")[0] in parties or each in parties}, name


def headings_of(value: object) -> Iterator[str]:
    """What figures or lines stand under: the name or title of whatever holds more than one of something."""
    if is_dataclass(value):
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        if any(isinstance(each, int | tuple) and not isinstance(each, bool) for each in held.values()):
            yield from (str(held[key]) for key in ("name", "title", "group", "heading") if key in held)
        for each in held.values():
            yield from headings_of(each)
    elif isinstance(value, tuple | list):
        for each in value:
            yield from headings_of(each)


@pytest.mark.parametrize(
    ("audience", "options", "expected"),
    [
        (Audience.OURSELVES, {}, ("restricted records are left out",)),
        (
            Audience.BODY,
            {},
            (
                "for the body we meet",
                "open records only",
                "offices instead of names",
                "private notes and numbers are left out",
            ),
        ),
        (
            Audience.BODY,
            {"confidentiality": "restricted", "names": "names", "private": "yes"},
            (
                "for the body we meet",
                "restricted records are included, as chosen",
                "people are named, as chosen",
                "private notes and numbers are included, as chosen",
            ),
        ),
        (
            Audience.PARTNERS,
            {},
            (
                "for our partners",
                "open records only",
                "people without an office are not named",
                "private notes and numbers are left out",
            ),
        ),
        (Audience.OURSELVES, {"names": "none"}, ("restricted records are left out", "without names")),
    ],
)
def test_the_cover_says_for_whom_what_is_left_out_and_what_was_asked_for(
    audience: Audience, options: dict[str, str], expected: tuple[str, ...]
) -> None:
    assert shown_words(chosen_for(audience, **options)) == expected


def test_the_window_says_in_one_line_what_the_reader_sees() -> None:
    body = "Open records only; offices instead of names; private notes and numbers are left out."
    assert reader_sentence({"audience": "body", "names": "reader"}) == body
    assert reader_sentence({"audience": "ourselves"}) == "Restricted records are left out; with names."
    assert reader_sentence({"audience": "ourselves", "names": "none"}).endswith("; without names.")


@pytest.mark.parametrize("audience", list(Audience))
def test_the_foot_fits_the_reader(audience: Audience) -> None:
    foot = foot_words(chosen_for(audience), "Us")
    assert ("For Us only" in foot) == (audience in AT_HOME)
    assert ("Nothing in it is confidential" in foot) == (audience not in AT_HOME)
    beyond = foot_words(chosen_for(audience, confidentiality="restricted"), "Us")
    assert "Nothing in it is confidential" not in beyond


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("say", [late_words, late_figure])
def test_words_for_what_is_late_fit_the_reader(audience: Audience, say: Callable[..., str]) -> None:
    reader = reader_of(chosen_for(audience))
    said = [say(count, reader) for count in (1, 2)] + [state_words(each, reader) for each in Lateness]
    assert any("overdue" in each.casefold() for each in said) != reader.is_other_side


def test_names_and_level_follow_the_audience_unless_chosen() -> None:
    assert reader_of(chosen_for(Audience.BODY)).names is Names.OFFICES
    assert reader_of(chosen_for(Audience.BODY, names="pseudonyms")).names is Names.PSEUDONYMS
    assert reader_of(chosen_for(Audience.FUNDER)).level == "open"
    assert follow_up.directions_for(reader_of(chosen_for(Audience.OURSELVES))) == follow_up.DIRECTIONS
