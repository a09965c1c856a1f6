"""Names of files that every system takes."""

from __future__ import annotations

LONGEST = 80
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)))
)
"""What Windows takes for a device, whatever the ending."""


def safe_file_name(name: str, longest: int = LONGEST) -> str:
    """The words as a file name without a path in it; of an ending that is there nothing is cut off."""
    kept = "".join("-" if letter in '<>:"/\\|?*' or ord(letter) < 32 else letter for letter in name).strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if not dot or len(ending) > 10 or " " in ending:
        stem, dot, ending = kept, "", ""
    short = stem[: longest - len(dot + ending)].rstrip(". ")
    return f"{'_' if short.casefold() in _RESERVED else ''}{short}{dot}{ending}"
