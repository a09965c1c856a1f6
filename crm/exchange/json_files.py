"""JSON of any shape: the value in a file, one value a line too."""

from __future__ import annotations

import json
from typing import Any

from crm.exchange.decoding import decode
from crm.rules.errors import UserError


def parse_json(data: bytes, source_name: str) -> Any:
    """The value in a JSON file of any encoding; of JSON Lines the list of its values.

    Raises UserError “json-damaged” or “json-too-deep”.
    """
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        return _of_lines(data, source_name, error)
    except RecursionError:
        raise UserError("json-too-deep", file=source_name) from None
    except ValueError:  # no Unicode text, or a number of thousands of digits
        return _of_old_letters(data, source_name)


def _of_lines(data: bytes, source_name: str, error: json.JSONDecodeError) -> list[Any]:
    """The values of a file that has one a line, where the first line is whole."""
    if error.msg != "Extra data" or not data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        raise UserError("json-damaged", file=source_name, line=error.lineno) from None
    found = []
    for number, line in enumerate(error.doc.splitlines(), start=1):
        try:
            found += [json.loads(line)] if line.strip() else []
        except RecursionError:
            raise UserError("json-too-deep", file=source_name) from None
        except ValueError:
            raise UserError("json-damaged", file=source_name, line=number) from None
    return found


def _of_old_letters(data: bytes, source_name: str) -> Any:
    """JSON that an old program wrote in Windows-1252."""
    try:
        return json.loads(decode(data, source_name)[0])
    except (ValueError, RecursionError, UserError):
        raise UserError("json-damaged", file=source_name, line=1) from None


def what_is_in(value: Any) -> str:
    """What a document holds at its top, for people to recognise it by."""
    if isinstance(value, dict):
        return ", ".join(str(key)[:40] for key in list(value)[:8]) or "{}"
    return f"{str(value)[:60]}" if not isinstance(value, list) else f"[{str(value[0])[:60]}, …]" if value else "[]"
