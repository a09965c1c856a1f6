"""What holds for every paper there is, made from the sample workspace."""

from __future__ import annotations

import re
from pathlib import Path

from paper import fonts, reader, words

from crm import sample
from crm.access import Passphrase
from crm.workspace import Workspace
from reports.catalog import REPORTS, render
from reports.layout.page import Rendered


def test_every_paper_is_black_on_white_in_our_typeface_and_numbers_its_pages(
    own_sample_folder: Path, today: object
) -> None:
    workspace = Workspace.open_to_read(own_sample_folder, Passphrase(sample.PASSPHRASE))
    for name, report in REPORTS.items():
        examples = report.examples(workspace.ask)
        assert examples, f"the sample shows no {name}"
        for options in examples:
            rendered = render(workspace.ask, name, options, made_by=sample.USER, today=None, invariant=True)
            assert what_is_wrong(rendered) == [], f"{name} {options}"
    workspace.close()


def what_is_wrong(rendered: Rendered) -> list[str]:
    """Colours, other typefaces, a page without its number, or no title and language for a screen reader."""
    paper = reader(rendered)
    found = []
    code = b"".join(page.get_contents().get_data() for page in paper.pages if page.get_contents() is not None)
    found += [
        f"colour {match}" for match in re.findall(rb"[\d.]+ [\d.]+ [\d.]+ (?:rg|RG)\b", code) if not is_grey(match)
    ]
    found += [f"font {font['/BaseFont']}" for font in fonts(rendered) if "Roboto" not in font["/BaseFont"]]
    text = words(rendered)
    found += [f"page {at}" for at in range(1, rendered.pages + 1) if f"Page {at} of {rendered.pages}" not in text]
    if not (paper.metadata and paper.metadata.title and paper.trailer["/Root"].get("/Lang")):
        found.append("no title or language")
    return found


def is_grey(operator: bytes) -> bool:
    red, green, blue = operator.split()[:3]
    return red == green == blue
