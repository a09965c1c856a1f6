from __future__ import annotations

import pytest

from crm.rules.emails import read_emails, shared_mailboxes


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("  info@example.org.za", ["info@example.org.za"]),
        ("a.dube@example.org / b-nkosi@example.org", ["a.dube@example.org", "b-nkosi@example.org"]),
        ("a@example.org;b@example.org, a@example.org", ["a@example.org", "b@example.org"]),
        ("mailto:info@example.org", ["info@example.org"]),
        ("Write to <info@example.org>.", ["info@example.org"]),
        ("info@example.org.", ["info@example.org"]),
        ("not an address @ all", []),
        ("", []),
    ],
)
def test_the_addresses_in_a_cell(cell: str, expected: list[str]) -> None:
    assert read_emails(cell) == expected


def test_an_address_given_for_several_people_is_a_shared_mailbox() -> None:
    rows = [
        ("Thandi Dube", "Secretary@example.org"),
        ("Pieter Botha", "secretary@example.org "),
        ("Naledi Molefe", "naledi@example.org"),
        ("NALEDI  MOLEFE", "naledi@example.org"),
        ("Nobody", ""),
        ("No One", ""),
    ]
    assert shared_mailboxes(rows) == {"secretary@example.org"}
