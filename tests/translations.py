"""Find what papers can say, bring the catalogues up to date with it and compile them: `scripts/translations`.

What papers can say are the texts in `reports` and in all that it imports. A new language begins with its name as the
argument. No text is ever marked fuzzy: a text that changed is a new one, for a guess would be printed as a translation.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from resources.reference import glossary
from resources.translations import FOLDER

ROOT = Path(__file__).parents[1]
_NOT_ON_PAPER = (
    *("crm.exchange", "crm.rules.alike", "crm.rules.doubles", "crm.queries.doubles"),
    *("crm.workspace", "crm.operations", "crm.queries.erasing"),
)
"""What papers come to only because Today does (lists read, records that look like one), and what operations are called:
the history keeps that in the words of the day."""
UNCHECKED = "to be checked by a speaker"
_WHEN = datetime(2026, 11, 26, tzinfo=UTC)  # catalogues differ when their texts do, not with the day


def modules_of_papers() -> list[Path]:
    """The files of `reports` and of everything it imports, wherever in the file."""
    import grimp

    graph = grimp.build_graph("reports", "crm", "resources", cache_dir=None)
    papers = {name for name in graph.modules if name.split(".")[0] == "reports"}
    reached = papers.union(*(graph.find_upstream_modules(name) for name in papers))
    said = (name for name in sorted(reached) if not name.startswith(_NOT_ON_PAPER))
    files = (ROOT / f"{name.replace('.', '/')}.py" for name in said)
    return [file for file in files if file.exists()]


def texts_of_papers() -> Iterator[tuple[str | tuple[str, str], str]]:
    """Each text with the file it stands in; the singular and plural of one are a pair.

    babel's own reader does not look into f-strings, so this one reads the syntax tree.
    """
    for file in modules_of_papers():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if text := _text_of(node):
                yield text, file.relative_to(ROOT).as_posix()


def _text_of(node: ast.AST) -> str | tuple[str, str] | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return None
    words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    if node.func.id in ("_", "mark") and len(words) == 1:
        return words[0]
    return (words[0], words[1]) if node.func.id == "ngettext" and len(words) == 2 else None


def read(language: str) -> Catalog:
    """The catalogue as it is written."""
    path = path_of(language)
    if not path.exists():
        return Catalog(language, project="Kgotla")
    with path.open("rb") as file:
        return read_po(file, language)


def path_of(language: str) -> Path:
    """Where the catalogue of a language is written."""
    return FOLDER / language / "LC_MESSAGES" / "kgotla.po"


def renewed(old: Catalog) -> Catalog:
    """The catalogue with every text that papers can say, and no other; what was translated stays."""
    new = Catalog(
        old.locale,
        project="Kgotla",
        header_comment="# The words of papers. A draft: every text is to be checked by a speaker.",
        creation_date=_WHEN,
        revision_date=_WHEN,
        fuzzy=False,
        last_translator="",
        language_team="",
    )
    for text, places in _with_places().items():
        known = old.get(text if isinstance(text, str) else text[0])
        comments = known.user_comments if known else (UNCHECKED,)
        said = known.string if known and known.id == text else None
        new.add(text, said or ("" if isinstance(text, str) else ("", "")), places, user_comments=comments)
    return new


def _with_places() -> dict[str | tuple[str, str], list[tuple[str, None]]]:
    """Each text outside the glossary once, with the files it is in; one that also has a plural is its singular."""
    terms = {term.english for term in glossary()}
    texts: dict[str | tuple[str, str], dict[str, None]] = {}
    for text, place in texts_of_papers():
        if text not in terms:
            texts.setdefault(text, {})[place] = None
    singular = {text[0]: text for text in texts if not isinstance(text, str)}
    for one, pair in singular.items():
        texts[pair] |= texts.pop(one, {})
    return {text: [(place, None) for place in places] for text, places in texts.items()}


def compiled(catalogue: Catalog) -> bytes:
    """What the program reads."""
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def written(catalogue: Catalog) -> bytes:
    """What translators read."""
    file = BytesIO()
    write_po(file, catalogue, width=120, sort_output=True, include_lineno=False)
    return file.getvalue()


def main(languages: list[str]) -> None:
    """Renew the catalogues of these languages and of those there are, and say what they lack."""
    there = {path.name for path in FOLDER.iterdir() if path.is_dir()} if FOLDER.is_dir() else set()
    for language in sorted(there.union(languages)):
        catalogue = renewed(read(language))
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(written(catalogue))
        path.with_suffix(".mo").write_bytes(compiled(catalogue))
        lacking = [message.id for message in catalogue if message.id and not any(message.string)]
        print(f"{language}: {len(catalogue)} texts, {len(lacking)} not translated")


if __name__ == "__main__":
    main(sys.argv[1:])
