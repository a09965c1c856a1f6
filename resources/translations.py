"""The language of what people read: one gettext catalogue for crm, reports and ui.

English is the source language. A catalogue is a folder `translations/LANGUAGE/LC_MESSAGES/kgotla.mo` beside this file.
"""

from __future__ import annotations

import gettext
from pathlib import Path

_FOLDER = Path(__file__).parent / "translations"
_current: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def set_language(code: str) -> None:
    """Speak the language with this ISO code (“af”); English where no catalogue is shipped."""
    _current[0] = gettext.translation("kgotla", _FOLDER, [code], fallback=True)


def _(text: str) -> str:
    """The text in the current language."""
    return _current[0].gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The singular or plural form for `count`, in the current language, with {count} filled in."""
    return _current[0].ngettext(one, many, count).format(count=count)


def mark(text: str) -> str:
    """Mark a text for translation where it is written but not yet shown."""
    return text
