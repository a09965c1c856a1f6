"""E-mail addresses out of the cells of old lists, and which of them are shared by a whole office."""

from __future__ import annotations

import re
from collections.abc import Iterable

from crm.rules.names import fold

_ADDRESS = re.compile(r"[\w.!#$%&'*+=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")


def read_emails(cell: str) -> list[str]:
    """The addresses in a cell (“a@x.org / b@x.org”), in order, without blanks or a closing full stop."""
    found = (match[0].strip(".'") for match in _ADDRESS.finditer(cell.replace("mailto:", " ")))
    return list(dict.fromkeys(found))


def shared_mailboxes(rows: Iterable[tuple[str, str]]) -> frozenset[str]:
    """The addresses (in small letters) that stand beside more than one name in rows of (name, e-mail).

    A legislature may give its secretary's address for every member: such an address never shows who someone is.
    """
    names: dict[str, set[str]] = {}
    for name, email in rows:
        names.setdefault(email.strip().casefold(), set()).add(fold(name))
    return frozenset(email for email, people in names.items() if email and len(people) > 1)
