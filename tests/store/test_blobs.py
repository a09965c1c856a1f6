"""The bytes of attachments are kept once, given back whole, and never given back changed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.rules.errors import EnvironmentProblem, UserError
from crm.store import blobs
from crm.store.folder import WorkspaceFolder
from tests.store.conftest import opened


@pytest.fixture
def connection(place: WorkspaceFolder, file_key: bytes) -> Iterator[Any]:
    with opened(place.database, file_key) as open_one:
        yield open_one


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=5000))
def test_bytes_come_back(connection: Any, data: bytes) -> None:
    assert blobs.get(connection, blobs.put(connection, data)) == data


def test_the_same_bytes_are_kept_once(connection: Any) -> None:
    assert blobs.put(connection, b"photo") == blobs.put(connection, b"photo")
    assert connection.execute("SELECT count(*), max(size) FROM blob").fetchone() == (1, 5)


def test_a_file_as_large_as_allowed_is_kept_and_a_larger_one_is_not(
    connection: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(blobs, "LIMIT_BYTES", 2**20)
    blobs.put(connection, bytes(2**20))
    with pytest.raises(UserError) as raised:
        blobs.put(connection, bytes(2**20 + 1))
    assert (raised.value.code, raised.value.params["limit"]) == ("attachment-too-large", 1)


def test_the_limit_is_fifty_megabytes() -> None:
    assert blobs.LIMIT_BYTES == 50 * 1024 * 1024


def test_changed_or_missing_bytes_are_not_given(connection: Any) -> None:
    sha256 = blobs.put(connection, b"photo")
    connection.execute("UPDATE blob SET data = x'00'")
    for wanted in (sha256, "0" * 64):
        with pytest.raises(EnvironmentProblem, match="attachment-damaged"):
            blobs.get(connection, wanted)
