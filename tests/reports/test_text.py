from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from paper import copied

from reports.layout import fonts, marks, page, styles, text
from reports.layout.flow import TextBlock
from reports.layout.styles import CELL

FULL = st.text(st.characters(), max_size=60)


@pytest.fixture(autouse=True, scope="module")
def roboto() -> None:
    fonts.register_fonts()


@pytest.mark.parametrize(
    "words",
    ["Tshivenḓa: ṱ ḓ ṋ ḽ ṅ Ṱ Ḓ Ṋ Ḽ Ṅ", "š ê ô ë ï á Š É ŉ", "ǃNaruseb ǂKhomani ǁKhara ǀXam", "“R1 500” – 30 °C … €"],
)
def test_letters_of_the_countrys_languages_are_printed_as_they_are(words: str) -> None:
    assert text.clean(words) == words


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("well done 😀", "well done [grinning face]"),
        ("👍🏽", "[thumbs up sign]"),
        ("🇿🇦", "ZA"),
        ("السلام عليكم", "[Arabic text]"),
        ("she said 你好 to us", "she said [Chinese text] to us"),
        ("𝐁𝐨𝐥𝐝 ｆile ９", "Bold file 9"),
        ("✔ done ➔ next", "✓ done → next"),
        ("a\x00b\x07c\x1b[0m\x7f", "abc[0m"),
        ("left\u202eright\u2066\u200b\u00ad", "leftright"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree four"),
        ("t\u032d", "ṱ"),
        ("\ud800 \ue000 \ufffd", " [?] [replacement character]"),
    ],
)
def test_letters_we_lack_become_something_readable(typed: str, printed: str) -> None:
    assert text.clean(typed) == printed


@given(FULL)
def test_what_is_cleaned_holds_only_letters_of_ours_and_stays_so(typed: str) -> None:
    cleaned = text.clean(typed)
    assert set(cleaned) <= fonts.letters() | {"\n"}
    assert text.clean(cleaned) == cleaned


@given(FULL, st.integers(20, 300))
def test_no_line_is_wider_than_its_column_and_no_letter_is_lost(typed: str, width: int) -> None:
    cleaned = text.clean(typed)
    lines = text.wrap(cleaned, CELL, width)
    assert all(text.width_of(line, CELL) <= width + 0.01 for line in lines)
    assert "".join("".join(lines).split()) == "".join(cleaned.split())


def test_a_word_of_5000_characters_is_broken_into_full_lines() -> None:
    lines = text.wrap("x" * 5000 + " end", CELL, 100)
    assert len({len(line) for line in lines[:-1]}) == 1
    assert lines[-1].endswith(" end")


def test_a_shortened_line_says_that_something_is_missing_and_fits() -> None:
    line = text.shorten("The Honourable Member for everything there is in the province", styles.RUNNING, 100)
    assert line.endswith("…")
    assert text.width_of(line, styles.RUNNING) <= 100
    assert text.shorten("short", styles.RUNNING, 100) == "short"


def test_leading_and_spaces_stand_on_the_baseline_grid() -> None:
    scale = [style for style in vars(styles).values() if isinstance(style, styles.Style)]
    assert all(value % styles.GRID == 0 for style in scale for value in (style.leading, style.before, style.after))


def test_every_letter_there_is_can_be_read_back_however_many_a_paper_has() -> None:
    printed = sorted(letter for letter in fonts.letters() - set(marks.MARKS) if text.clean(letter) == letter)
    lines = ["".join(printed[at : at + 40]) for at in range(0, len(printed), 40)]
    who = page.Identity("Letters", "", "", "", "", "")
    for style in (styles.BODY, styles.BODY_BOLD):
        made = page.render([TextBlock("\n".join(lines), style)], who)
        seen = {letter for letter in printed if letter.strip() and letter != "\u034f"}  # a joiner is never seen
        assert set(copied(made)) >= set("".join(unicodedata.normalize("NFKC", letter) for letter in seen))
