from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper import fonts, letters, places, reader, words
from samples import ORIGIN, QUESTION, TODAY, make_facts, make_row, printed_lines

from crm.rules.commitments import Direction
from reports.documents.follow_up import build, summary_sentence
from reports.facts import follow_up
from reports.facts.follow_up import LATENESS, FollowUpFacts
from reports.facts.standing import LATE

HOSTILE = (
    "<b>bold</b> & <i>",
    "</para><para>",
    "w" * 5000,
    "😀👍🏽🇿🇦",
    "السلام עליכם \u202egnol",
    "nul\x00 bell\x07 esc\x1b del\x7f",
    "ṱ ḓ ṋ ḽ ṅ š ê ô ǃ ǂ ǁ ǀ",
    "(((\\)\\",
    "%s {0} {name}",
    "\n\n\n",
    "\ud800",
    "",
)


def with_text(text: str, count: int = 8) -> FollowUpFacts:
    """A report with this text in every field that is a text."""
    rows = []
    for number in range(count):
        row = make_row(number)
        texts = {
            field.name: text
            for field in fields(row)
            if isinstance(getattr(row, field.name), str)
            and field.name not in ("direction", "lateness", "status", "outcome")
        }
        rows.append(replace(row, **texts, topics=(text, text), missing=(text,)))
    question = replace(QUESTION, scope=text, filters=(text, text))
    return follow_up.assemble(rows, question, replace(ORIGIN, organisation_name=text, made_by=text), TODAY)


@pytest.mark.parametrize("count", [0, 1, 3, 40, 300])
@pytest.mark.parametrize("by", ["body", "person", "cso", "topic", "month"])
def test_every_line_is_printed_once_and_the_totals_are_their_number(count: int, by: str) -> None:
    facts = make_facts(count, by)
    printed = re.findall(r"C-2026-\d{4}", words(build(replace(facts, missing=()))))
    assert sorted(printed) == sorted(line.reference for line in printed_lines(facts))
    assert len(printed) == facts.open_count + facts.closed_count
    assert sum(row.open for row in facts.totals) == facts.open_count
    assert sum(row.closed for row in facts.totals) == facts.closed_count
    assert sum(bar.overdue + bar.not_overdue + bar.no_date for bar in facts.chart) == facts.open_count


def test_the_table_shows_the_totals_of_both_directions() -> None:
    facts = make_facts(40)
    text = words(build(facts))
    for row, name in zip(
        facts.totals, ("They owe us", "We owe them", "Between partners", "Between others"), strict=True
    ):
        figures = " ".join(str(figure) for figure in (*row.by_lateness, row.open, row.closed))
        assert f"{name} {figures}" in text


def test_the_overdue_stand_first_in_each_group_and_groups_with_overdue_first() -> None:
    for section in make_facts(200).sections:
        late = [bool(group.overdue) for group in section.groups]
        assert late == sorted(late, reverse=True)
        for group in section.groups:
            ranks = [LATENESS.index(line.lateness) for line in group.lines]
            assert ranks == sorted(ranks)


def test_closed_outside_the_period_is_left_out() -> None:
    facts = make_facts(200, question=replace(QUESTION, start=date(2026, 11, 1)))
    closed = [make_row(number) for number in range(200) if make_row(number).closed_on]
    wanted = {row.reference for row in closed if row.closed_on and row.closed_on >= date(2026, 11, 1)}
    assert {line.reference for group in facts.closed for line in group.lines} == wanted


def test_the_paper_says_what_it_is() -> None:
    rendered = build(make_facts(40))
    first = " ".join(reader(rendered).pages[0].extract_text().split())
    for expected in (
        "Follow-up report",
        "Everyone we work with",
        "24 Aug 2026 to 22 Nov 2026",
        "22 Nov 2026, by Lerato Pooe",
        "restricted records are left out",
        "For Noord-Kaap Women’s Voice only.",
    ):
        assert expected in first
    metadata = reader(rendered).metadata
    assert metadata is not None
    assert metadata.title == "Follow-up report: Everyone we work with"
    assert metadata.author == "Lerato Pooe"
    assert metadata.subject == "Follow-up report, 24 Aug 2026 to 22 Nov 2026"
    assert reader(rendered).trailer["/Root"]["/Lang"] == "en-ZA"


def test_a_line_says_words_translation_maker_receiver_lateness_movement_and_next_step() -> None:
    facts = make_facts(3)
    text = words(build(facts))
    line = next(line for line in printed_lines(facts) if line.translation)
    assert f"“{line.words}”" in text
    assert f"Said in Setswana; in English: “{line.translation}”" in text
    assert line.sentence in text
    assert letters(f"{line.maker}, {line.maker_office}") in letters(text)
    assert line.owed_to in text
    assert "Next:" in text


def test_the_summary_is_one_sentence_for_each_thing() -> None:
    facts = make_facts(40)
    overdue = sum(line.lateness in LATE for section in facts.sections for g in section.groups for line in g.lines)
    sentence = summary_sentence(facts)
    assert sentence.startswith(f"{facts.open_count} commitments are open, {overdue} are overdue: they owe us ")
    assert f"{facts.closed_count} were closed in the period: " in sentence
    assert summary_sentence(make_facts(0)) == "Nothing was promised, either way, that fits this choice."


def test_status_is_a_word_beside_a_shape_and_nothing_is_coloured() -> None:
    rendered = build(make_facts(40))
    code = b"".join(page.get_contents().get_data() for page in reader(rendered).pages)
    assert "▲ Long overdue" in words(rendered)
    for red, green, blue in re.findall(rb"([\d.]+) ([\d.]+) ([\d.]+) (?:rg|RG)\b", code):
        assert red == green == blue


def test_missing_information_is_counted_with_its_references() -> None:
    facts = make_facts(40)
    without_date = next(each for each in facts.missing if each.what == "no due date")
    open_lines = [line for section in facts.sections for group in section.groups for line in group.lines]
    assert sorted(without_date.references) == sorted(line.reference for line in open_lines if line.due_on is None)
    assert f"no due date {len(without_date.references)} {without_date.references[0]}" in words(build(facts))


def test_all_fonts_are_embedded_roboto() -> None:
    found = list(fonts(build(make_facts(40))))
    assert found
    for font in found:
        assert "Roboto" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]
        assert "/ToUnicode" in font


def test_the_outline_names_sections_and_groups() -> None:
    outline: Any = reader(build(make_facts(40))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    assert titles[0] == "Follow-up report"
    assert titles[1].startswith("They owe us · ")
    assert titles[-1] == "Missing information"
    groups = next(entry for entry in outline if isinstance(entry, list))
    assert any("Northern Cape Department of Health" in group.title for group in groups)


def test_the_same_facts_give_the_same_bytes_when_invariant() -> None:
    assert build(make_facts(40), invariant=True).data == build(make_facts(40), invariant=True).data


def test_two_thousand_lines_number_their_pages() -> None:
    rendered = build(make_facts(2000))
    pages = reader(rendered).pages
    assert len(pages) == rendered.pages > 100
    for number in (1, 2, rendered.pages // 2, rendered.pages):
        assert f"Page {number} of {rendered.pages}" in pages[number - 1].extract_text()


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_never_breaks_the_paper(text: str) -> None:
    rendered = build(with_text(text))
    assert "Page 1 of" in words(rendered)
    for _page, x, y, _text in places(rendered):
        assert 40 < x < 560
        assert 20 < y < 810


def test_markup_in_a_field_is_printed_as_typed() -> None:
    assert "<b>bold</b> & <i>" in words(build(with_text("<b>bold</b> & <i>")))
    assert letters(words(build(with_text("w" * 5000, 1)))).count("w") > 4 * 5000


def test_every_letter_of_the_countrys_languages_can_be_copied_out() -> None:
    assert "ṱ ḓ ṋ ḽ ṅ š ê ô ǃ ǂ ǁ ǀ" in words(build(with_text("ṱ ḓ ṋ ḽ ṅ š ê ô ǃ ǂ ǁ ǀ")))


@settings(max_examples=30)
@given(st.text(st.characters(), max_size=400), st.integers(1, 5))
def test_any_text_in_every_field_makes_a_paper(text: str, count: int) -> None:
    rendered = build(with_text(text, count))
    assert reader(rendered).pages


def test_more_letters_than_one_font_subset_holds_are_all_printed() -> None:
    many = "".join(chr(code) for code in range(0x00C0, 0x0250) if chr(code).isalpha())
    assert letters(many) in letters(words(build(with_text(many, 1))))


def test_directions_with_nothing_are_named_only_when_they_are_ours() -> None:
    facts = make_facts(0)
    assert [row.direction for row in facts.totals] == [Direction.THEY_OWE_US, Direction.WE_OWE_THEM]
