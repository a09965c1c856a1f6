"""Erasing for good: after the operation the file is written anew, backups are replaced, and every byte is looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from crm.operations.erasing import anonymise_person, erase_person
from crm.queries.erasing import ErasurePreview, File, get_erasure_preview
from crm.queries.mentions import count_mentions
from crm.rules.erasing import Kind
from crm.store import folder
from crm.store.backups import Progress, unwatched
from crm.store.scrubbing import Proof
from crm.workspace import Done, Workspace
from resources.translations import _, ngettext

__all__ = ["Finished", "Preview", "Proof", "erase", "finish", "preview"]

NAMED = 40
"""So many files are called by their names; more are only counted."""
REASON = "erasure"
"""What the backup is called that takes the place of those before."""


@dataclass(frozen=True)
class Preview:
    """What erasing would do, and the backups and older states on this computer in which the person may stand."""

    what: ErasurePreview
    backups: tuple[str, ...]
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Finished:
    """What was done after the operation, and what looking for the person in every byte found."""

    proof: Proof
    backups_removed: int
    backups_left: int
    to_review: int
    beside: tuple[str, ...] = ()
    """Folders with older states of the workspace, kept when a backup was restored."""

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the person is left on this computer that Kgotla made."""
        return self.proof.is_clean and not self.to_review and not self.beside


def preview(
    workspace: Workspace, person_id: int, kind: Kind, request_id: int | None = None, progress: Progress = unwatched
) -> Preview:
    """What it would do. Raises as `crm.queries.erasing.check_may_go`, and what `progress` raises to stop it."""
    what = workspace.ask(get_erasure_preview, person_id, kind, request_id, progress)
    return Preview(what, tuple(each.file.name for each in workspace.backups.copies()), _beside(workspace))


def preview_words(preview: Preview) -> list[str]:
    """What it would do, in sentences, the most important first."""
    what, files = preview.what, preview.what.files
    words = [_("Goes: {what}.").format(what=", ".join(what.going)), *(f"{each}." for each in what.staying)]
    words += [
        text
        for text in (
            _named(_("Files that go: {names}."), files.going),
            _named(_("Files that stay, since they are kept with other records too: {names}."), files.shared),
            _named(
                _("Papers handed over that name the person: {names}. That they were given out stays."), files.papers
            ),
            _named(
                _("Files of other records that name the person: {names}. You look at them afterwards."), files.naming
            ),
        )
        if text
    ]
    if files.unread:
        words.append(_unread_words(files.unread))
    if what.covered:
        words.append(
            ngettext(
                "{count} place that holds the name alone is covered at once.",
                "{count} places that hold the name alone are covered at once.",
                what.covered,
            )
        )
    if what.to_review:
        words.append(
            ngettext(
                "{count} text names the person among other words: you read it afterwards.",
                "{count} texts name the person among other words: you read them afterwards, one by one.",
                what.to_review,
            )
        )
    if what.operations:
        words.append(
            ngettext(
                "{count} earlier change can no longer be undone.",
                "{count} earlier changes can no longer be undone.",
                what.operations,
            )
        )
    if preview.backups:
        words.append(
            ngettext(
                "{count} automatic backup on this computer holds the person.",
                "{count} automatic backups on this computer hold the person.",
                len(preview.backups),
            )
        )
    return [*words, *beside_words(preview.beside), beyond_reach()]


def _named(sentence: str, files: Collection[File]) -> str:
    """The sentence with the names of files, or nothing without any."""
    return sentence.format(names=_names(files)) if files else ""


def _names(files: Collection[File]) -> str:
    """What files are called, and with what they are kept; of many the first few."""
    names = [file.words for file in islice(files, NAMED)]
    if len(files) > NAMED:
        names.append(_("{count} more").format(count=len(files) - NAMED))
    return ", ".join(names)


def _unread_words(files: Collection[File]) -> str:
    """What to look at oneself."""
    sentence = ngettext(
        "Kgotla cannot read {count} file of other records: look at it yourself.",
        "Kgotla cannot read {count} files of other records: look at them yourself.",
        len(files),
    )
    return f"{sentence} {_names(files)}."


def erase(
    workspace: Workspace,
    person_id: int,
    kind: Kind,
    reason: str,
    request_id: int | None = None,
    *,
    drop_papers: bool = True,
    renew_backups: bool = True,
    progress: Progress = unwatched,
) -> Done[Finished]:
    """Erase a person, or make the record nameless; then delete for good and look whether it is.

    `progress` is told of the files that are read first, and may stop it then. Raises as
    `crm.queries.erasing.check_may_go` and `Workspace.alone`; nothing was changed then.
    """
    with workspace.alone():
        operation = erase_person if kind is Kind.ERASE else anonymise_person
        done = workspace.do(operation, person_id, reason, request_id, drop_papers=drop_papers, progress=progress)
        finished = finish(workspace, done.value.forms, renew_backups=renew_backups)
        return Done(finished, done.operation_id, done.label, done.changes, done.is_undoable)


def finish(workspace: Workspace, forms: Collection[str], *, renew_backups: bool = True) -> Finished:
    """Delete for good what was erased, or taken out of texts that were read, and look whether it is gone.

    With `renew_backups` the automatic backups, which still hold it, give way to one made now.
    """
    workspace.scrub()
    workspace.backups.remove_half_made()
    before = {each.file for each in workspace.backups.copies()}  # keeping only some of them may take one away already
    made = workspace.back_up_before(REASON) if renew_backups else None
    older = [each for each in workspace.backups.copies() if each.file != made]  # also one that was being made
    if made is not None:
        workspace.backups.remove(older)
    gone = len(before.union(each.file for each in older)) if made is not None else 0
    left = 0 if made is not None else len(older)
    return Finished(workspace.look_for(forms), gone, left, workspace.ask(count_mentions), _beside(workspace))


def _beside(workspace: Workspace) -> tuple[str, ...]:
    return tuple(path.name for path in folder.list_beside(workspace.folder))


def finished_words(finished: Finished) -> list[str]:
    """What was done afterwards and found, in sentences."""
    words = [proof_words(finished.proof), *to_review_words(finished.to_review)]
    if finished.backups_removed:
        words.append(
            ngettext(
                "{count} automatic backup on this computer was replaced by one made now.",
                "{count} automatic backups on this computer were replaced by one made now.",
                finished.backups_removed,
            )
        )
    if finished.backups_left:
        words.append(
            ngettext(
                "{count} automatic backup on this computer still holds the person.",
                "{count} automatic backups on this computer still hold the person.",
                finished.backups_left,
            )
        )
    return [*words, *beside_words(finished.beside), beyond_reach()]


def beside_words(folders: Collection[str]) -> list[str]:
    """Which older states of the workspace hold the person still; nothing when there is none."""
    if not folders:
        return []
    states = ngettext(
        "{count} older state of this workspace, which may hold the person, lies beside it",
        "{count} older states of this workspace, which may hold the person, lie beside it",
        len(folders),
    )
    return [_("{states}: {names}. Remove what nobody needs any more.").format(states=states, names=", ".join(folders))]


def to_review_words(count: int) -> list[str]:
    """How many texts are still to be read; nothing when it is none."""
    if not count:
        return []
    return [
        ngettext(
            "{count} text or file that may name somebody erased is still to be read: Settings, Names to take out.",
            "{count} texts and files that may name somebody erased are still to be read: Settings, Names to take out.",
            count,
        )
    ]


def telling(words: Collection[str]) -> list[str]:
    """Those of some words by which one person is known: a surname alone may rightly stand for somebody else."""
    return sorted(word for word in words if len(word.split()) > 1 or not word.isalpha())


def beyond_reach() -> str:
    """What Kgotla cannot do."""
    return _(
        "Papers and files that were given out, and backups on sticks or in other folders, are beyond reach: ask for"
        " them back, or to be told that they are destroyed. An older backup that is restored is erased from again."
    )


def proof_words(proof: Proof) -> str:
    """The proof in a sentence: “Looked at 1,234 pages for 9 forms of the name, numbers and addresses: none is left.”"""
    pages = f"{proof.pages + proof.frames + proof.backup_pages:,}"
    ways = ngettext(
        "{count} way of writing the name, numbers and addresses",
        "{count} ways of writing the name, numbers and addresses",
        proof.forms,
    )
    looked = _("Looked at {pages} pages of the file and its backups for {ways}").format(pages=pages, ways=ways)
    if not proof.forms:
        looked = _("The file was written anew")
    if proof.is_clean:
        return _("{looked}: nothing is left.").format(looked=looked)
    places = sum(proof.found.values())
    if not places:
        free = ngettext("{count} page is free", "{count} pages are free", proof.free_pages)
        return _("{looked}: nothing is left, but {free} and not yet written over.").format(looked=looked, free=free)
    where = ngettext("in {count} place", "in {count} places", places)
    return _("{looked}: it still stands {where}.").format(looked=looked, where=where)
