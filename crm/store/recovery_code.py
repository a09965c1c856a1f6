"""The code printed on the recovery sheet: 160 random bits in eight groups of five characters.

Four characters of a group carry the secret and the fifth checks them, so that a typing error is not only found but
its group is named. The alphabet has no I, L, O or U; a typed O is read as 0, and I or L as 1.
"""

from __future__ import annotations

from crm.rules.errors import UserError

SECRET_BYTES = 20
GROUPS = 8

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_DATA_CHARACTERS = 4
_GROUP_CHARACTERS = _DATA_CHARACTERS + 1
_BLANKS = " \t\r\n\N{NO-BREAK SPACE}-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}."


def to_code(secret: bytes) -> str:
    """The secret as it is printed: `A2B3C-…`, eight groups of five."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret, "big")
    values = [number >> shift & 31 for shift in range(SECRET_BYTES * 8 - 5, -1, -5)]
    return "-".join(_group(index, values[index * 4 : index * 4 + 4]) for index in range(GROUPS))


def from_code(text: str) -> bytes:
    """The secret a person typed from the sheet, in any case and with any blanks or hyphens.

    Raises `UserError` "recovery-code-length" or "recovery-code-typing" with the `group` (from 1) that is mistyped.
    """
    letters = [letter for letter in text.upper() if letter not in _BLANKS]
    if len(letters) != GROUPS * _GROUP_CHARACTERS:
        raise UserError("recovery-code-length", count=len(letters), expected=GROUPS * _GROUP_CHARACTERS)
    number = 0
    for index in range(GROUPS):
        for value in _read_group(index, letters[index * _GROUP_CHARACTERS :][:_GROUP_CHARACTERS]):
            number = number << 5 | value
    return number.to_bytes(SECRET_BYTES, "big")


def _group(index: int, values: list[int]) -> str:
    return "".join(_ALPHABET[value] for value in (*values, _check_value(index, values)))


def _read_group(index: int, letters: list[str]) -> list[int]:
    values = [_VALUES.get(letter, -1) for letter in letters]
    if -1 in values or values[-1] != _check_value(index, values[:-1]):
        raise UserError("recovery-code-typing", group=index + 1)
    return values[:-1]


def _check_value(index: int, values: list[int]) -> int:
    """A weighted sum in the field of 32 elements: finds every single wrong character and every exchange of two.

    The group's number takes part, so that two exchanged groups are found as well.
    """
    check = index + 1
    for position, value in enumerate(values, start=1):
        for _step in range(position):
            value = _double(value)
        check ^= value
    return check


def _double(value: int) -> int:
    """Multiply by x modulo x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 32 else value
