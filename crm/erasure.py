"""Erasing for good: after the operation the file is written anew, backups are replaced, and every byte is looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from crm.operations.erasing import Erased, anonymise_person, erase_person
from crm.queries.erasing import ErasurePreview, get_erasure_preview
from crm.queries.mentions import count_mentions
from crm.rules.erasing import Kind
from crm.store.backup_folder import Numbered
from crm.store.files import file_problems
from crm.store.scrubbing import Proof
from crm.workspace import Workspace
from resources.translations import _, ngettext

REASON = "erasure"
"""What the backup is called that takes the place of those before."""


@dataclass(frozen=True)
class Preview:
    """What erasing would do, and the backups on this computer in which the person stands."""

    what: ErasurePreview
    backups: tuple[str, ...]


@dataclass(frozen=True)
class Finished:
    """What was done after the operation, and what looking for the person in every byte found."""

    proof: Proof
    backups_removed: int
    backups_left: int
    to_review: int

    @property
    def is_gone(self) -> bool:
        """Whether nothing of the person is left on this computer that Kgotla made."""
        return self.proof.is_clean and not self.to_review


def preview(workspace: Workspace, person_id: int, kind: Kind, request_id: int | None = None) -> Preview:
    """What it would do. Raises as `crm.queries.erasing.check_may_go`."""
    what = workspace.ask(get_erasure_preview, person_id, kind, request_id)
    return Preview(what, tuple(each.file.name for each in workspace.backups.copies()))


def operation_for(kind: Kind) -> Callable[..., Erased]:
    """The operation that does it."""
    return erase_person if kind is Kind.ERASE else anonymise_person


def finish(workspace: Workspace, forms: Collection[str], *, renew_backups: bool = True) -> Finished:
    """Delete for good and look whether it is: to be run after the operation, with what it returned.

    With `renew_backups` the automatic backups, which still hold the person, give way to one made now.
    """
    workspace.scrub()
    older = workspace.backups.copies()
    if renew_backups:
        workspace.back_up_before(REASON)
        remove(older)
    left = 0 if renew_backups else len(older)
    return Finished(workspace.look_for(forms), len(older) - left, left, workspace.ask(count_mentions))


def remove(older: Iterable[Numbered]) -> None:
    """Remove these backups; those that rotation took meanwhile are gone already."""
    with file_problems():
        for each in older:
            each.file.unlink(missing_ok=True)


def proof_words(proof: Proof) -> str:
    """The proof in a sentence: “Looked at 1,234 pages for 9 forms of the name, numbers and addresses: none is left.”"""
    looked = _("Looked at {pages} pages of the file and its backups in {forms} ways of writing").format(
        pages=f"{proof.pages + proof.frames + proof.backup_pages:,}", forms=proof.forms
    )
    if proof.is_clean:
        return _("{looked}: nothing is left.").format(looked=looked)
    places = sum(proof.found.values())
    if not places:
        free = ngettext("{count} page is free", "{count} pages are free", proof.free_pages)
        return _("{looked}: nothing is left, but {free} and not yet written over.").format(looked=looked, free=free)
    where = ngettext("in {count} place", "in {count} places", places)
    return _("{looked}: it still stands {where}.").format(looked=looked, where=where)
