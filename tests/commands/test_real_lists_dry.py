"""Every published list through `kgotla import --dry-run --json`, where KGOTLA_LISTS names a folder that holds them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.commands.conftest import Kgotla
from tests.ui.pages.test_real_lists_by_keyboard import REFUSED, folder, names


@pytest.mark.skipif(folder() is None, reason="set KGOTLA_LISTS to a folder with published lists")
@pytest.mark.parametrize("name", names() or ["no lists"])
def test_a_list_is_told_or_refused_with_a_sentence(looking: Kgotla, name: str) -> None:
    said = looking("import", Path(os.environ["KGOTLA_LISTS"]) / name, "--dry-run", "--json")
    assert "Traceback" not in said.err
    if said.code:
        assert name in REFUSED, said.err
        assert Path(name).name in said.err
        return
    assert name not in REFUSED, "it is read now"
    found = said.json
    rows = found["rows"]
    if rows is not None:
        assert rows["read"] + rows["more"] + rows["missed"] + rows["headings"] + rows["above"] == rows["rows"]
        assert len(found["mapping"]) > 0
    assert sum(found["new"].values()) + sum(found["unchanged"].values()) + len(found["not_understood"]) > 0
