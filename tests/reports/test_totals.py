"""What a paper adds up is what the window counts over the same records, and can be read on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from paper import words

from crm import sample
from crm.access import Passphrase
from crm.queries.commitments import CommitmentFilter, get_commitment_rows, list_commitments
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.rules import clock
from crm.workspace import Workspace
from reports.catalog import REPORTS
from reports.facts.follow_up import LATENESS
from reports.facts.standing import LATE
from reports.options import read_options

EVERYTHING = {"confidentiality": "restricted"}


@pytest.fixture
def sampled(own_sample_folder: Path, today: date) -> Iterator[Workspace]:
    workspace = Workspace.open_to_read(own_sample_folder, Passphrase(sample.PASSPHRASE))
    yield workspace
    workspace.close()


@pytest.mark.parametrize("name", ["follow-up", "commitments"])
def test_each_figure_is_what_the_list_shows_with_that_filter(sampled: Workspace, name: str) -> None:
    report = REPORTS[name]
    found = report.gather(sampled.ask, read_options(report.options, EVERYTHING, clock.today(), sample.USER))
    counted = 0
    for totals in found.totals:
        for lateness, figure in zip(LATENESS, totals.by_lateness, strict=True):
            shown = sampled.ask(list_commitments, CommitmentFilter(direction=totals.direction, lateness=lateness))
            assert figure == len(shown), f"{totals.direction} {lateness}"
            counted += figure
    every = sampled.ask(list_commitments, CommitmentFilter())
    assert counted == len(every) > 20
    text = words(report.build(found, True))
    assert all(row.reference in text for row in sampled.ask(get_commitment_rows, every))


def test_the_register_of_petitions_counts_what_the_list_of_petitions_shows(sampled: Workspace) -> None:
    report = REPORTS["petition-register"]
    found = report.gather(sampled.ask, read_options(report.options, EVERYTHING, clock.today(), sample.USER))
    every = sampled.ask(list_petitions, PetitionsFilter())
    late = sampled.ask(list_petitions, PetitionsFilter(is_late=True))
    assert sum(totals.open for totals in found.totals) == found.open_count == len(every) > 2
    overdue = [LATENESS.index(each) for each in LATE]
    assert sum(totals.by_lateness[at] for totals in found.totals for at in overdue) == len(late)
    text = words(report.build(found, True))
    assert all(row.reference in text for row in sampled.ask(get_petition_rows, every))
