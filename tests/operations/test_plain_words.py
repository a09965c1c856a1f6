"""Plain words: one sentence a language and part, short, naming nobody, found again, taken away, back with undo."""

from __future__ import annotations

from datetime import date

import pytest

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.outcomes import OutcomeDraft, save_outcome
from crm.operations.people import PersonDraft, save_person
from crm.operations.plain_words import say_plainly, unsay_plainly
from crm.operations.records import remove
from crm.queries.history import list_history
from crm.queries.plain_words import Sentence, get_plain_words, list_plain_languages
from crm.queries.records import find
from crm.rules.errors import UserError
from crm.rules.plain_words import Part
from crm.workspace import Workspace
from tests.operations.lists import everything, indexed, rebuilt

CIRCLE = "Kalahari Women's Circle"


@pytest.fixture
def promise(workspace: Workspace, today: date) -> int:
    made: int = workspace.do(save_commitment, CommitmentDraft("We shall build a clinic", today)).value[0]
    return made


def test_sentences_are_kept_by_language_and_part_with_who_wrote_them(workspace: Workspace, promise: int) -> None:
    done = workspace.do(say_plainly, promise, "tn", {"said": "Ba tla aga tleliniki."}, CIRCLE)
    assert done.label == "C-2026-0001 in plain words: Setswana"
    workspace.do(
        say_plainly, promise, "English", {"said": "  They said a clinic\n will come. ", "happened": "Nothing."}
    )
    told = workspace.ask(get_plain_words, promise)
    assert told["tn"] == {Part.SAID: Sentence("Ba tla aga tleliniki.", CIRCLE)}
    assert told["en"][Part.SAID] == Sentence("They said a clinic will come.", "Lerato Tester")
    workspace.do(say_plainly, promise, "en", {"happened": ""})
    assert list(workspace.ask(get_plain_words, promise)["en"]) == [Part.SAID], "a part not named stays"
    assert workspace.ask(list_plain_languages) == [("en", "Lerato Tester"), ("tn", CIRCLE)]


def test_who_wrote_a_sentence_changes_only_with_it(workspace: Workspace, promise: int) -> None:
    workspace.do(say_plainly, promise, "tn", {"said": "Ba tla aga.", "asked": "Re kopile."}, CIRCLE)
    workspace.do(say_plainly, promise, "tn", {"said": "Ba tla aga tleliniki.", "asked": "Re kopile."})
    told = workspace.ask(get_plain_words, promise)["tn"]
    assert (told[Part.SAID].by_whom, told[Part.ASKED].by_whom) == ("Lerato Tester", CIRCLE)


def test_undo_brings_everything_back(workspace: Workspace, promise: int) -> None:
    workspace.do(say_plainly, promise, "tn", {"said": "Ba tla aga tleliniki."}, CIRCLE)
    before = workspace.ask(everything)
    workspace.do(say_plainly, promise, "tn", {"said": "Ba agile.", "happened": "E teng."})
    workspace.undo()
    assert workspace.ask(everything) == before
    workspace.do(unsay_plainly, promise, "Tswana")
    assert workspace.ask(get_plain_words, promise) == {}
    workspace.undo()
    assert workspace.ask(everything) == before


def test_they_are_found_told_in_the_history_and_go_with_their_record(workspace: Workspace, promise: int) -> None:
    workspace.do(say_plainly, promise, "tn", {"said": "Ba tla aga tleliniki."}, CIRCLE)
    assert [found.id for found in workspace.ask(find, "tleliniki")] == [promise]
    assert indexed(["tleliniki"]) == rebuilt(["tleliniki"]) == [[promise]]
    assert "in plain words: Setswana" in workspace.ask(list_history, promise)[0].label
    workspace.do(remove, promise)
    assert not [row for table, row in workspace.ask(everything) if table == "plain_words"]


@pytest.mark.parametrize(
    ("sentences", "language", "code"),
    [
        ({"said": "a" * 161}, "en", "plain-words-too-long"),
        ({"said": "Ask for 800101 5009 087"}, "en", "id-number-in-plain-words"),
        ({"happened": "Ring 082 555 0101 for it"}, "en", "phone-in-plain-words"),
        ({"sung": "La la"}, "en", "part-not-told"),
        ({"said": "Ja"}, "Klingon", "language-not-known"),
        ({"said": "Ja"}, "South African Sign Language", "language-not-known"),
        ({}, "en", "nothing-said-plainly"),
    ],
)
def test_what_cannot_be_told_is_refused(
    workspace: Workspace, promise: int, sentences: dict[str, str], language: str, code: str
) -> None:
    before = workspace.ask(everything)
    with pytest.raises(UserError) as caught:
        workspace.do(say_plainly, promise, language, sentences)
    assert (caught.value.code, workspace.ask(everything)) == (code, before)


def test_a_sentence_may_be_as_long_as_a_breath(workspace: Workspace, promise: int) -> None:
    workspace.do(say_plainly, promise, "en", {"said": "a" * 160})
    assert len(workspace.ask(get_plain_words, promise)["en"][Part.SAID].words) == 160


def test_an_outcome_only_happened_and_a_person_has_no_plain_words(workspace: Workspace, today: date) -> None:
    outcome = workspace.do(save_outcome, OutcomeDraft("They answer", actor_name="The council")).value[0]
    workspace.do(say_plainly, outcome, "en", {"happened": "The council answers now."})
    person = workspace.do(save_person, PersonDraft("Kagiso Sample")).value[0]
    for record, words, code in ((outcome, {"asked": "Answer"}, "part-not-told"), (person, {}, "nothing-said-plainly")):
        with pytest.raises(UserError) as caught:
            workspace.do(say_plainly, record, "en", words)
        assert caught.value.code == code
    with pytest.raises(UserError) as caught:
        workspace.do(say_plainly, person, "en", {"said": "Ja"})
    assert caught.value.code == "no-plain-words"
