"""Who can open the workspace: `keys.json`, with a slot for each person and one for the recovery sheet.

The database is encrypted under one random *file key*. Each slot has a key pair: the file key is sealed to the public
key (HPKE: X25519, HKDF-SHA256, AES-256-GCM), and the private key is sealed by the person's passphrase (Argon2id,
AES-256-GCM) or printed on the recovery sheet. So a new file key can be given to everyone without their passphrases.
A code over the whole document, under a key derived from the file key, shows whether a slot was slipped in or altered.

There is no second copy beside `keys.json`: after a change of passphrase it would still open with the old one. The file
is replaced in one step, and every backup holds its own copy.

`Keys` is a value: every change gives a new one, and fields this version does not know are kept. While the database is
being written anew under another file key (`crm/store/rekey.py`), `keys.json` holds both: the keys of the file as it is,
and in `next` those of the file that is to take its place. Which of the two count is read from the file itself.

Keys are held in `bytearray`s, which `Unlocked.wipe` fills with zeros when the workspace is closed. What Python cannot
promise: the cryptography library hands a key out as immutable `bytes`, a passphrase arrives as `str`, and the engine
takes a key as text; those copies are dropped at once, but their memory is only used again in time, not overwritten, and
any of it may have been swapped out. A computer that is taken while the workspace is open gives up its key.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
import unicodedata
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from crm.rules.errors import EnvironmentProblem, UserError
from crm.rules.recovery_sheet import RECOVERY_NAME
from crm.store.engine import KEY_BYTES
from crm.store.files import file_problems, write_whole
from crm.store.recovery_code import SECRET_BYTES, from_code, to_code

FORMAT = 1
SALT_BYTES = 16

SlotKind = Literal["person", "recovery"]

Key = bytes | bytearray
"""A key's bytes; what a workspace holds on to is a `bytearray`, so that it can be wiped."""

_SUITE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_NONCE_BYTES = 12
_LARGEST_FILE = 1_000_000
_NEXT = "next"


@dataclass(frozen=True)
class Cost:
    """What one guess at a passphrase costs: Argon2id's passes, lanes and memory in KiB."""

    passes: int = 3
    lanes: int = 4
    memory: int = 64 * 1024


STANDARD_COST = Cost()
"""RFC 9106, section 4, the second recommended option: 64 MiB, which a laptop with 4 GB can spare."""

_HIGHEST_COST = Cost(passes=64, lanes=64, memory=1024 * 1024)


@dataclass(frozen=True)
class Passphrase:
    """What a person types to open the workspace."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class PersonKey:
    """A person's own private key, as the computer's keyring remembers it."""

    private: Key = field(repr=False)


@dataclass(frozen=True)
class RecoveryKey:
    """The code typed from the recovery sheet."""

    code: str = field(repr=False)


Secret = Passphrase | PersonKey | RecoveryKey


@dataclass(frozen=True)
class Slot:
    """One who can open the workspace."""

    id: str
    kind: SlotKind
    name: str


@dataclass(frozen=True)
class Unlocked:
    """An opened slot: the key of the database, and whose slot gave it."""

    slot: Slot
    file_key: bytearray = field(repr=False)
    person_key: PersonKey = field(repr=False)

    def wipe(self) -> None:
        """Overwrite both keys: nothing can be opened with this any more."""
        for key in (self.file_key, self.person_key.private):
            wipe(key)


def wipe(key: Key) -> None:
    """Overwrite a key that is no longer needed, where it can be."""
    if isinstance(key, bytearray):
        key[:] = bytes(len(key))


def new_file_key() -> bytearray:
    """A random key for a database file."""
    return bytearray(os.urandom(KEY_BYTES))


@dataclass(frozen=True)
class Keys:
    """The content of `keys.json`; see the module for what it holds."""

    document: dict[str, Any] = field(repr=False)

    @property
    def workspace_id(self) -> str:
        """The name under which the keyring knows this workspace; copies and restored backups share it."""
        return str(self.document["file_id"])

    @property
    def salt(self) -> bytes:
        """The first 16 bytes of the database file as it was made."""
        return bytes.fromhex(self.document["salt"])

    @property
    def mac(self) -> str:
        """The code over all of it but the salt: the same in two copies that open for the same people."""
        return str(self.document["mac"])

    @property
    def slots(self) -> tuple[Slot, ...]:
        """Everyone who can open the workspace, in the order they were added."""
        return tuple(_slot(stored) for stored in self.document["slots"])

    @property
    def has_recovery(self) -> bool:
        """Whether a recovery sheet was made."""
        return any(slot.kind == "recovery" for slot in self.slots)

    @property
    def is_changing(self) -> bool:
        """Whether a change of the file key was begun and not brought to its end."""
        return _NEXT in self.document

    def for_file(self, head: bytes) -> Keys:
        """Of the two sets while the file key is being changed, the one for the file that begins with these bytes."""
        then = self.document.get(_NEXT)
        if then is not None and then["salt"] == head[:SALT_BYTES].hex():
            return Keys(then)
        return Keys({name: value for name, value in self.document.items() if name != _NEXT})

    def with_next(self, then: Keys) -> Keys:
        """These keys, and beside them those of the file that is to take this one's place."""
        return Keys({**self.document, _NEXT: then.document})


def create(user_name: str, passphrase: str, *, cost: Cost = STANDARD_COST) -> tuple[Keys, Unlocked]:
    """Keys for a new workspace with its first person, under a new random file key; the salt is set by `with_salt`."""
    empty = Keys({"format": FORMAT, "file_id": str(uuid.uuid4()), "salt": bytes(SALT_BYTES).hex(), "slots": []})
    return add_person(empty, new_file_key(), user_name, passphrase, cost=cost)


def unlock(keys: Keys, secret: Secret, *, slot_id: str | None = None) -> Unlocked:
    """Open the slot this secret belongs to.

    Raises `UserError` "wrong-passphrase", "remembered-key-outdated", "wrong-recovery-code" (or what `from_code` says of
    a mistyped one), and `EnvironmentProblem` "keys-damaged" when a slot opens and holds no key.
    """
    if isinstance(secret, Passphrase):
        return _unlock_with_passphrase(keys, secret.text, slot_id)
    if isinstance(secret, PersonKey):
        return _unlock_with_private_key(keys, secret.private, "person", "remembered-key-outdated")
    private = _recovery_private_key(from_code(secret.code))
    return _unlock_with_private_key(keys, private, "recovery", "wrong-recovery-code")


def unlock_again(keys: Keys, unlocked: Unlocked) -> None:
    """Open the same slot in keys that may have changed since.

    Raises `UserError` "person-has-no-access", or "remembered-key-outdated" when it has another key pair now.
    """
    stored, private = _stored_slot(keys, unlocked.slot.id), unlocked.person_key.private
    if stored["public_key"] != _public(private):
        raise UserError("remembered-key-outdated")
    again = _unlocked(keys, stored, private)
    unlocked.file_key[:] = again.file_key
    wipe(again.file_key)


def add_person(
    keys: Keys, file_key: bytearray, name: str, passphrase: str, *, cost: Cost = STANDARD_COST
) -> tuple[Keys, Unlocked]:
    """Give one more person access.

    Raises `UserError` "empty-passphrase", "person-without-name", or "person-has-access" for a name that has a slot:
    changes are kept under that name.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name:
        raise UserError("person-without-name")
    if any(slot.name.casefold() == name.casefold() for slot in keys.slots):
        raise UserError("person-has-access", name=name)
    private = _new_private_key()
    stored = _sealed_to_key(keys, _new_slot("person", name), private, file_key)
    stored = _sealed_by_passphrase(keys, stored, private, passphrase, cost)
    grown = _with_slots(keys, file_key, [*keys.document["slots"], stored])
    return grown, Unlocked(_slot(stored), file_key, PersonKey(private))


def reset_passphrase(
    keys: Keys, unlocked: Unlocked, slot_id: str, passphrase: str, *, cost: Cost = STANDARD_COST
) -> Keys:
    """A new key pair and passphrase for a person, by whoever opened the workspace: for one's own, or one forgotten.

    What the old passphrase opened, and a keyring remembers, opens only backups made before. Raises `UserError`
    "person-has-no-access", "empty-passphrase", or "recovery-has-no-passphrase" for the slot of the sheet.
    """
    stored = _stored_slot(keys, slot_id)
    if stored["kind"] != "person":
        raise UserError("recovery-has-no-passphrase")
    private = _new_private_key()
    stored = _sealed_to_key(keys, stored, private, unlocked.file_key)
    stored = _sealed_by_passphrase(keys, stored, private, passphrase, cost)
    return _with_slot_replaced(keys, unlocked.file_key, stored)


def remove_person(keys: Keys, file_key: Key, slot_id: str) -> Keys:
    """These keys without a person; raises `UserError` "last-person" for the only one, "person-has-no-access".

    Worth something only with a new file key: the person may have kept the old one.
    """
    if _stored_slot(keys, slot_id)["kind"] != "person":
        raise UserError("person-has-no-access")
    others = [stored for stored in keys.document["slots"] if stored["id"] != slot_id]
    if not any(stored["kind"] == "person" for stored in others):
        raise UserError("last-person")
    return _with_slots(keys, file_key, others)


def with_file_key(keys: Keys, file_key: Key) -> Keys:
    """The same people, passphrases and recovery sheet for another file key: it is sealed to everyone's public key."""
    return _with_slots(keys, file_key, [_sealed_to(keys, stored, file_key) for stored in keys.document["slots"]])


def add_recovery(keys: Keys, file_key: Key) -> tuple[Keys, str]:
    """A new recovery sheet's code, and the keys that know it; an older sheet no longer opens the workspace.

    The older sheet still opens backups made before.
    """
    secret = os.urandom(SECRET_BYTES)
    private = _recovery_private_key(secret)
    stored = _sealed_to_key(keys, _new_slot("recovery", RECOVERY_NAME), private, file_key)
    others = [other for other in keys.document["slots"] if other["kind"] != "recovery"]
    return _with_slots(keys, file_key, [*others, stored]), to_code(secret)


def with_salt(keys: Keys, salt: bytes) -> Keys:
    """These keys for the database file that begins with these 16 bytes."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a database file's salt has 16 bytes")
    return Keys({**keys.document, "salt": salt.hex()})


def verify(keys: Keys, file_key: Key) -> bool:
    """Whether the slots are as somebody who held the file key left them."""
    return hmac.compare_digest(str(keys.document["mac"]), _code_over(keys.document, file_key))


def read_keys(path: Path) -> Keys:
    """Read `keys.json`. Raises `EnvironmentProblem` "keys-missing", "keys-damaged" or "newer-version"."""
    try:
        with file_problems():
            content = path.read_bytes() if path.stat().st_size <= _LARGEST_FILE else b""
    except EnvironmentProblem as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            raise EnvironmentProblem("keys-missing", path=str(path)) from problem
        raise
    return from_bytes(content, str(path))


def write_keys(keys: Keys, path: Path) -> None:
    """Replace `keys.json` in one step."""
    write_whole(path, to_bytes(keys))


def to_bytes(keys: Keys) -> bytes:
    """The keys as they are stored."""
    return json.dumps(keys.document, ensure_ascii=False, indent=1).encode()


def from_bytes(content: bytes, path: str) -> Keys:
    """The keys stored in these bytes; `path` is for the sentence when they are damaged."""
    try:
        document = json.loads(content.decode())
        if isinstance(document, dict) and isinstance(document["format"], int) and document["format"] > FORMAT:
            raise EnvironmentProblem("newer-version", theirs=document["format"], ours=FORMAT)
        _require_form(document)
        if _NEXT in document:
            _require_form(document[_NEXT])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise EnvironmentProblem("keys-damaged", path=path) from error
    return Keys(document)


def _require_form(document: Any) -> None:
    """Raise `ValueError`, `KeyError` or `TypeError` unless everything this version relies on is there."""
    if document["format"] != FORMAT or len(bytes.fromhex(document["salt"])) != SALT_BYTES:
        raise ValueError("format or salt")
    texts = [document["file_id"], document["mac"]]
    for slot in document["slots"]:
        texts += [slot["id"], slot["name"]]
        X25519PublicKey.from_public_bytes(_decode(slot["public_key"]))
        _decode(slot["file_key"])
        if slot["kind"] == "person":
            _require_seal(slot["private_key"])
        elif slot["kind"] != "recovery":
            raise ValueError("kind of slot")
    if not all(isinstance(text, str) and text for text in texts) or not document["slots"]:
        raise ValueError("a text is missing")


def _require_seal(seal: Any) -> None:
    cost = _cost(seal)
    if seal["kdf"] != "argon2id" or len(_decode(seal["nonce"])) != _NONCE_BYTES or len(_decode(seal["salt"])) < 16:
        raise ValueError("seal")
    if not 1 <= cost.passes <= _HIGHEST_COST.passes or not 1 <= cost.lanes <= _HIGHEST_COST.lanes:
        raise ValueError("cost of a guess")
    if not 8 * cost.lanes <= cost.memory <= _HIGHEST_COST.memory:
        raise ValueError("memory of a guess")
    _decode(seal["sealed"])


# Slots as they are stored


def _new_slot(kind: SlotKind, name: str) -> dict[str, Any]:
    return {"id": str(uuid.uuid4()), "kind": kind, "name": name}


def _slot(stored: dict[str, Any]) -> Slot:
    return Slot(stored["id"], stored["kind"], stored["name"])


def _stored_slot(keys: Keys, slot_id: str) -> dict[str, Any]:
    for stored in keys.document["slots"]:
        if stored["id"] == slot_id:
            return dict(stored)
    raise UserError("person-has-no-access")


def _new_private_key() -> bytearray:
    return bytearray(X25519PrivateKey.generate().private_bytes_raw())


def _public(private: Key) -> str:
    """The public half of a key pair, as it is stored."""
    return _encode(X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw())


def _sealed_to_key(keys: Keys, stored: dict[str, Any], private: Key, file_key: Key) -> dict[str, Any]:
    """The slot with this key pair's public half, and the file key sealed to it."""
    return _sealed_to(keys, {**stored, "public_key": _public(private)}, file_key)


def _sealed_to(keys: Keys, stored: dict[str, Any], file_key: Key) -> dict[str, Any]:
    """The slot with the file key sealed to its public key."""
    public = X25519PublicKey.from_public_bytes(_decode(stored["public_key"]))
    return {**stored, "file_key": _encode(_SUITE.encrypt(file_key, public, _context(keys, stored, "file key")))}


def _sealed_by_passphrase(
    keys: Keys, stored: dict[str, Any], private: Key, passphrase: str, cost: Cost
) -> dict[str, Any]:
    """The slot with its private key sealed by the passphrase."""
    salt, nonce = os.urandom(16), os.urandom(_NONCE_BYTES)
    derived = _derive(passphrase, salt, cost)
    seal = {
        "kdf": "argon2id",
        "passes": cost.passes,
        "lanes": cost.lanes,
        "memory": cost.memory,
        "salt": _encode(salt),
        "nonce": _encode(nonce),
        "sealed": _encode(AESGCM(derived).encrypt(nonce, private, _context(keys, stored, "private key"))),
    }
    return {**stored, "private_key": {**stored.get("private_key", {}), **seal}}


def _with_slots(keys: Keys, file_key: Key, slots: list[dict[str, Any]]) -> Keys:
    document = {**keys.document, "slots": slots}
    document["mac"] = _code_over(document, file_key)
    return Keys(document)


def _with_slot_replaced(keys: Keys, file_key: Key, stored: dict[str, Any]) -> Keys:
    slots = [stored if other["id"] == stored["id"] else other for other in keys.document["slots"]]
    return _with_slots(keys, file_key, slots)


def _code_over(document: dict[str, Any], file_key: Key) -> str:
    """The salt is left out: it is public, belongs to one database file, and a backup's differs; `next` has its own."""
    covered = {name: value for name, value in document.items() if name not in ("mac", "salt", _NEXT)}
    text = json.dumps(covered, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hmac.new(_expand(file_key, b"kgotla keys.json"), text.encode(), hashlib.sha256).hexdigest()


# Opening a slot


def _unlock_with_passphrase(keys: Keys, passphrase: str, slot_id: str | None) -> Unlocked:
    for stored in keys.document["slots"]:
        if stored["kind"] == "person" and slot_id in (None, stored["id"]):
            private = _open_private_key(keys, stored, passphrase)
            if private is not None:
                return _unlocked(keys, stored, private)
    raise UserError("wrong-passphrase")


def _open_private_key(keys: Keys, stored: dict[str, Any], passphrase: str) -> bytearray | None:
    """The person's private key, or None when the passphrase is another one."""
    seal = stored["private_key"]
    derived = _derive(passphrase, _decode(seal["salt"]), _cost(seal))
    try:
        context = _context(keys, stored, "private key")
        return bytearray(AESGCM(derived).decrypt(_decode(seal["nonce"]), _decode(seal["sealed"]), context))
    except InvalidTag:
        return None


def _unlock_with_private_key(keys: Keys, private: Key, kind: SlotKind, otherwise: str) -> Unlocked:
    public = _public(private)
    for stored in keys.document["slots"]:
        if stored["kind"] == kind and stored["public_key"] == public:
            return _unlocked(keys, stored, private)
    raise UserError(otherwise)


def _unlocked(keys: Keys, stored: dict[str, Any], private: Key) -> Unlocked:
    sealed, key = _decode(stored["file_key"]), X25519PrivateKey.from_private_bytes(private)
    try:
        file_key = bytearray(_SUITE.decrypt(sealed, key, _context(keys, stored, "file key")))
    except (InvalidTag, ValueError) as error:
        raise EnvironmentProblem("keys-damaged", path="keys.json") from error
    return Unlocked(_slot(stored), file_key, PersonKey(private))


def _context(keys: Keys, stored: dict[str, Any], purpose: str) -> bytes:
    """Binds a seal to its workspace, slot and purpose, so that it cannot be moved to another."""
    return "\0".join(("kgotla", purpose, keys.workspace_id, stored["id"], stored["kind"])).encode()


def _cost(seal: dict[str, Any]) -> Cost:
    numbers = (seal["passes"], seal["lanes"], seal["memory"])
    if not all(type(number) is int for number in numbers):
        raise ValueError("cost of a guess")
    return Cost(*numbers)


def _derive(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """The passphrase is brought to one form first (NFKC): keyboards write the same letter in different ways."""
    normal = unicodedata.normalize("NFKC", passphrase)
    if not normal.strip():
        raise UserError("empty-passphrase")
    try:
        return Argon2id(
            salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory
        ).derive(normal.encode("utf-8", "surrogatepass"))
    except MemoryError as error:
        raise EnvironmentProblem("not-enough-memory") from error


def _recovery_private_key(secret: bytes) -> bytearray:
    return bytearray(_expand(secret, b"kgotla recovery sheet"))


def _expand(secret: Key, purpose: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(secret)


def _encode(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _decode(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise ValueError("base64") from error
