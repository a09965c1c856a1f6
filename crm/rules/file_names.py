"""Names of files that every system takes, and that cannot lead out of the folder they are written into."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
_MOST_BYTES = 200
"""A file system counts bytes, not letters: 255 of them at most."""
_NOT_IN_NAMES = '<>:"/\\|?*'
"""What Windows takes for a path, a drive, a stream beside the file or a pattern."""
_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
"""Control characters, and those that turn letters round: “photo\\u202egpj.exe” is read as “photoexe.jpg”."""
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
"""What Windows takes for a device, whatever comes after the first point."""
_PROGRAMS = frozenset(
    [
        "app",
        "apk",
        "appimage",
        "application",
        "bash",
        "bat",
        "bin",
        "chm",
        "cmd",
        "com",
        "command",
        "cpl",
        "crx",
        "deb",
        "desktop",
        "dll",
        "dmg",
        "docm",
        "dotm",
        "elf",
        "exe",
        "gadget",
        "hta",
        "htm",
        "html",
        "inf",
        "ins",
        "iso",
        "jar",
        "js",
        "jse",
        "jnlp",
        "ksh",
        "lnk",
        "mde",
        "msc",
        "msh",
        "msi",
        "msix",
        "msp",
        "mst",
        "one",
        "pif",
        "pl",
        "pot",
        "potm",
        "ppam",
        "pps1",
        "ppsm",
        "pptm",
        "ps1",
        "ps1xml",
        "ps2",
        "psc1",
        "psm1",
        "py",
        "pyc",
        "pyw",
        "pyz",
        "rb",
        "reg",
        "rpm",
        "run",
        "scf",
        "scr",
        "sct",
        "service",
        "settingcontent-ms",
        "sh",
        "shb",
        "shs",
        "svg",
        "svgz",
        "swf",
        "sys",
        "url",
        "vb",
        "vba",
        "vbe",
        "vbs",
        "vhd",
        "vhdx",
        "wsc",
        "wsf",
        "wsh",
        "xbap",
        "xht",
        "xhtml",
        "xla",
        "xlam",
        "xll",
        "xlsb",
        "xlsm",
        "xltm",
        "xml",
        "xsl",
        "zsh",
    ]
)
"""Endings of files that may do something of their own when another program opens them."""


def safe_file_name(name: str, longest: int = LONGEST) -> str:
    """The words as a file name without a path in it; of an ending that is there nothing is cut off.

    Nothing is left of words that hold nothing but what no name may hold.
    """
    kept = "".join(_kept(letter) for letter in name).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 10 or " " in ending:
        stem, dot, ending = kept, "", ""
    short = _cut(stem[: longest - len(dot + ending)], _MOST_BYTES - len((dot + ending).encode())).rstrip(". ")
    whole = f"{short}{dot}{ending}" if short else ending
    return f"_{whole}" if _RESERVED.match(whole) else whole


def _kept(letter: str) -> str:
    if unicodedata.category(letter) in _UNSEEN:
        return "-" if letter < " " else ""
    return "-" if letter in _NOT_IN_NAMES else letter


def _cut(words: str, most: int) -> str:
    return words.encode()[:most].decode(errors="ignore")


def may_run(name: str) -> bool:
    """Whether a file of this name may be a program, or a document that carries one."""
    _stem, dot, ending = safe_file_name(name).rpartition(".")
    return bool(dot) and ending.casefold() in _PROGRAMS
