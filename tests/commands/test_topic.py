"""`kgotla topic`: a topic is added, and whoever names one that is not there is told which there are."""

from __future__ import annotations

from tests.commands.conftest import Kgotla


def test_a_topic_is_added_listed_and_used(kgotla: Kgotla) -> None:
    refused = kgotla("issue", "Dry taps", "--topic", "Water", "--json")
    assert refused.code == 1
    assert "There is no topic “Water”" in refused.err
    assert "kgotla topic" in refused.err
    added = kgotla("topic", "Water", "--keywords", "taps, boreholes", "--json").json
    assert added["name"] == "Water"
    assert "Water" in [topic["name"] for topic in kgotla("topic", "--json").json]
    issue = kgotla("issue", "Dry taps", "--topic", "water", "--json").json
    assert kgotla("show", f"issues:{issue['id']}", "--json").json["topics"] == ["Water"]
    assert "already" in kgotla("topic", "WATER").err


def test_undo_takes_the_topic_back(kgotla: Kgotla) -> None:
    kgotla("topic", "Water")
    assert kgotla("undo", "--json").json == {"undone": "Add topic Water"}
    assert "Water" not in kgotla("topic").out
