"""Whatever somebody may have typed, pasted or brought in: texts that are hard to print, poured into papers."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any

from hypothesis import strategies as st

HARD = (
    "",
    " ",
    "\n\n\n",
    "a\x00b\x07c\x1b[31md\x7f\x85e",
    "\ud800 lone \udfff surrogates \ud83d",
    "\u202eturned round\u202c \u2066inside\u2069 \u200f\u200e\u061c",
    "zero\u200bwidth\u200c\u200d\ufeff\u00ad\u2060words",
    "e" + "\u0301\u0323\u0332" * 40,
    "👩🏽‍⚕️👨‍👩‍👧‍👦 🇿🇦 ✔️ ☐ ● ■ ▲ △ ○ → ✓✓✓",
    "<b>bold</b> &amp; <para><font color='red'>&#x202e;<br/><a href='x'>",
    "(a) \\(b\\) \\n \\) Tj ET Q /Artifact BMC EMC %% endstream >> ]",
    "Tshivenḓa ṱ ḓ ṋ ḽ ṅ, š ê ô ë ï á ŉ, ǃNaruseb ǂKhomani ǁKhara ǀXam",
    "العربية עברית हिन्दी ไทย 中文 한국어 አማርኛ ⵜⵉⴼⵉⵏⴰⵖ ქართული",
    "one\ttab\vand\fbreaks\r\nof\rlines\u2028all\u2029kinds",
    "no-break\u00a0blanks\u202fand\u2003wide\u3000ones",
    "\ue000\uf8ff\ufffe\uffff\U0010ffff\U000f0000",
    "={{7*7}} ${x} %s {name} {count:d} {0}",
)
HUGE = st.builds(
    lambda piece, times: piece * times,
    st.sampled_from(("w", "ǃ", "WiM", "ṱ", "word ", "x\n", "a-b/c.", "中", "☐", "\u0301", "👍🏽", "🇿🇦 ")),
    st.sampled_from((30, 300, 3_000)),
)
CONTENTS = st.one_of(
    st.text(st.characters(codec=None), max_size=60),
    st.text(st.sampled_from("ab \n\u0301\u200b\u202e\ud83d(<&\\☐"), max_size=60),
    st.sampled_from(HARD),
    HUGE,
)
MANY_CONTENTS = st.lists(CONTENTS, min_size=1, max_size=8)

_SHORT = 300


def short(contents: Sequence[str]) -> list[str]:
    """The texts, cut so that a paper may have hundreds of them."""
    return [text[:_SHORT] for text in contents]


def pour(facts: Any, contents: Sequence[str]) -> Any:
    """The facts with these texts in turn for every text of theirs; only the first one is as long as it is."""
    return _poured(facts, itertools.chain(contents[:1], itertools.cycle(short(contents))))


def _poured(value: Any, texts: Iterator[str]) -> Any:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return next(texts) if _is_text(value) else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: _poured(getattr(value, each.name), texts) for each in fields(value) if each.init}
        return replace(value, **changed)
    if isinstance(value, tuple | list):
        return type(value)([_poured(each, texts) for each in value])
    if isinstance(value, Mapping):
        return {key: _poured(each, texts) for key, each in value.items()}
    return value


def _is_text(value: str) -> bool:
    """Whether somebody typed it: what is stored for the program has neither blanks nor capitals, our own has gaps."""
    return "{" not in value and (" " in value or value != value.lower())
