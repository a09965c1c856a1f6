"""The bytes of an encrypted database as they lie on the disk, decrypted page by page: to show what is no longer there.

SQLCipher 4 with a raw key encrypts each page of 4096 bytes by AES-256-CBC under that key; its last 80 bytes are the
page's IV and its code (HMAC-SHA512). The first page begins with 16 bytes of salt in the clear. A frame of the
write-ahead log is 24 bytes of head and a page of the same form. Pages that the engine no longer knows of are seen too.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from crm.store.files import file_problems
from crm.store.keys import SALT_BYTES, Key

PAGE_BYTES = 4096
_TAIL_BYTES = 80
_IV_BYTES = 16
_CODE_BYTES = 64
_LOG_HEAD, _FRAME_HEAD = 32, 24
_PAGE_SIZE = PAGE_BYTES.to_bytes(2, "big")
"""What follows the salt, in the clear bytes of the first page."""


class WrongKey(Exception):
    """The bytes are closed with another key."""


def pages_of_file(path: Path, key: Key) -> Iterator[bytes]:
    """The clear bytes of each page of a database file. Raises WrongKey."""
    with file_problems(), path.open("rb") as stream:
        yield from pages_of(stream, key)


def pages_of(stream: IO[bytes], key: Key) -> Iterator[bytes]:
    """The clear bytes of each page of a database that is read from here. Raises WrongKey."""
    first = stream.read(PAGE_BYTES)
    clear = _clear(first, key, SALT_BYTES)
    if not clear.startswith(_PAGE_SIZE):
        raise WrongKey
    yield clear
    while page := stream.read(PAGE_BYTES):
        yield _clear(page, key, 0)


def damaged_pages(path: Path, key: Key) -> Iterator[int]:
    """The numbers of the pages, from 1, whose code is not that of their bytes; also where the engine opens nothing.

    The code is HMAC-SHA512 over the page, its IV and its number (4 bytes, the lowest first), under a key that SQLCipher
    derives from the raw one: PBKDF2-HMAC-SHA512, 2 rounds, with each byte of the salt changed by XOR 0x3a.
    """
    with file_problems(), path.open("rb") as stream:
        salt = stream.read(SALT_BYTES)
        code_key = hashlib.pbkdf2_hmac("sha512", key, bytes(byte ^ 0x3A for byte in salt), 2, len(key))
        stream.seek(0)
        for number in count(1):
            page = stream.read(PAGE_BYTES)
            if not page:
                return
            begin = SALT_BYTES if number == 1 else 0
            code = hmac.digest(code_key, page[begin:-_CODE_BYTES] + number.to_bytes(4, "little"), "sha512")
            if not hmac.compare_digest(code, page[-_CODE_BYTES:]):
                yield number


def pages_of_log(path: Path, key: Key) -> Iterator[bytes]:
    """The clear bytes of each frame of a write-ahead log, those of earlier rounds too; none where there is no log."""
    if not path.exists():
        return
    with file_problems(), path.open("rb") as stream:
        stream.seek(_LOG_HEAD)
        while head := stream.read(_FRAME_HEAD):
            page = stream.read(PAGE_BYTES)
            is_first = int.from_bytes(head[:4], "big") == 1
            yield _clear(page, key, SALT_BYTES if is_first else 0)


def _clear(page: bytes, key: Key, skipped: int) -> bytes:
    """What a page holds; of one that is cut off, what can be told."""
    end = len(page) - _TAIL_BYTES
    sealed = page[skipped:end]
    sealed = sealed[: len(sealed) - len(sealed) % _IV_BYTES]
    if not sealed or end <= 0:
        return page
    decryptor = Cipher(algorithms.AES(key), modes.CBC(page[end : end + _IV_BYTES])).decryptor()
    return decryptor.update(sealed) + decryptor.finalize()
