"""Numbers as South Africa writes them: thousands apart by a space, decimals after a comma."""

from __future__ import annotations

import re

from crm.rules import manner
from crm.rules.errors import UserError

LARGEST = 1_000_000_000_000
DECIMALS = 4
GAP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"

_SIGNS = str.maketrans({MINUS: "-", "\N{EN DASH}": "-", "'": "", "\N{RIGHT SINGLE QUOTATION MARK}": ""})
_AMOUNT = re.compile(r"(?:ZAR|R)?\s*(.*)", re.IGNORECASE | re.DOTALL)
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:[.,][0-9]+)?")
_WHOLE = re.compile(r"[0-9]+")
_DECIMAL = re.compile(r"([0-9]*)[.,]([0-9]+)")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\1[0-9]{3})*")
_MIXED = re.compile(r"([1-9][0-9]{0,2}(?:([.,])[0-9]{3})(?:\2[0-9]{3})*)(?!\2)[.,]([0-9]+)")


def parse_number(text: str) -> float:
    """The number typed, with a comma or a point before its decimals, and thousands apart by a space or the other mark.

    Raises UserError("number-not-understood"), and ("number-ambiguous") for “1,234”, which some read as a thousand and
    some as one.
    """
    typed = text.strip()
    bare = re.sub(r"\s", " ", typed.translate(_SIGNS)).removesuffix("%").strip()
    sign, digits = (-1, bare[1:]) if bare.startswith("-") else (1, bare.removeprefix("+"))
    found = _read(digits.strip(), typed)
    if found is None or found >= LARGEST:
        raise UserError("number-not-understood", text=typed)
    return sign * round(found, DECIMALS) or 0.0


def _read(digits: str, typed: str) -> float | None:
    if _SPACED.fullmatch(digits):
        return float(digits.replace(" ", "").replace(",", "."))
    if _WHOLE.fullmatch(digits):
        return float(digits)
    mixed = _MIXED.fullmatch(digits)
    if mixed:
        return float(f"{re.sub('[.,]', '', mixed[1])}.{mixed[3]}")
    grouped = _GROUPED.fullmatch(digits)
    if grouped and len(re.findall("[.,]", digits)) > 1:
        return float(re.sub("[.,]", "", digits))
    if grouped:
        raise UserError("number-ambiguous", text=typed, whole=format_number(float(re.sub("[.,]", "", digits))))
    decimal = _DECIMAL.fullmatch(digits)
    return float(f"{decimal[1] or 0}.{decimal[2]}") if decimal else None


def format_number(value: float) -> str:
    """“12 345,6”: as many decimals as it has, four at most; a real minus, as print has it.

    Three decimals get a nought: “1,234” would be read as a thousand by some.
    """
    whole, _point, decimals = f"{abs(value):.{DECIMALS}f}".partition(".")
    decimals = decimals.rstrip("0")
    if len(decimals) == DECIMALS - 1 and 0 < int(whole) < 1000:
        decimals += "0"
    words = _written(whole, decimals)
    return f"{MINUS}{words}" if value < 0 and words != "0" else words


def format_difference(value: float) -> str:
    """A difference with its sign: “+12”, “−3,5”, “0”."""
    words = format_number(value)
    return words if words == "0" or value < 0 else f"+{words}"


def format_amount(text: str) -> str:
    """An amount of money in rand as it is printed, “R 2 400 000”; words that are no number stay as they were typed."""
    match = _AMOUNT.fullmatch(text.strip())
    try:
        value = parse_number(match[1] if match else text)
    except UserError:
        return text.strip()
    whole = f"{abs(round(value, 2)):.2f}".removesuffix(".00")
    rand, _point, cents = whole.partition(".")
    return f"{MINUS if value < 0 else ''}R{GAP}{_written(rand, cents)}"


def _written(whole: str, decimals: str) -> str:
    """The figures as the current language writes them."""
    gap, comma = (GAP, ",") if manner.is_ours() else manner.number_marks()
    return f"{int(whole):,}".replace(",", gap) + (f"{comma}{decimals}" if decimals else "")
