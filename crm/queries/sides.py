"""Which side a record is on: ours, a partner's, or the public's.

“Us” is the home organisation and its people; partners are the CSO partners and theirs; the rest is public.
"""

from __future__ import annotations

from crm.queries.base import rows
from crm.rules.commitments import Side

SIDES = """
SELECT o.id AS id, o.side AS side FROM organisation o WHERE o.side IN ('ours', 'partner')
UNION SELECT p.id, o.side FROM post p JOIN organisation o ON o.id = p.organisation_id
      WHERE o.side IN ('ours', 'partner')
UNION SELECT r.person_id, o.side FROM role r JOIN post p ON p.id = r.post_id
      JOIN organisation o ON o.id = p.organisation_id WHERE o.side IN ('ours', 'partner')
"""
"""Every record that is not the public's, with its side; somebody on both is ours."""


def get_sides() -> dict[int, Side]:
    """The side of each record that is not the public's."""
    found: dict[int, Side] = {}
    for record_id, side in rows(SIDES):
        if found.get(record_id) is not Side.OURS:
            found[record_id] = Side(side)
    return found
