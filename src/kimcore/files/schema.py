"""The JSON Schema of a program file, which editors use to complete and to check."""

from collections.abc import Mapping
from typing import Any

from kimcore.convert import Definitions
from kimcore.model import SCHEMA_VERSION, ChapterText, Picture, Program

__all__ = ["program_schema"]

_DESCRIPTION = "Ein kommunales Integrationsmanagement: wer es tut, wozu, womit und mit welchem Geld."


def program_schema(extensions: Mapping[str, type] | None = None) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a program file.

    Args:
        extensions: for each plugin the attrs class of its section in ``extensions``.
    """
    definitions = Definitions()
    root = definitions.section(Program)
    root["properties"]["schema_version"]["maximum"] = SCHEMA_VERSION
    sections = {name: definitions.reference(cls) for name, cls in sorted((extensions or {}).items())}
    if sections:
        root["properties"]["extensions"]["properties"] = sections
    _allow_text_files(definitions.found[ChapterText.__name__])
    definitions.found[Picture.__name__]["required"].remove("data")  # it may lie beside the program file
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "KIM-Programm",
        "description": _DESCRIPTION,
        **root,
        "$defs": dict(sorted(definitions.found.items())),
    }


def _allow_text_files(chapter: dict[str, Any]) -> None:
    """A chapter has its text, or the name of the Markdown file that holds it."""
    chapter["properties"]["file"] = {
        "title": "Textdatei",
        "description": "Statt „text“: eine Markdown-Datei im Ordner der Programmdatei, zum Beispiel einleitung.md.",
        "type": "string",
        "pattern": r"\.md$",
    }
    chapter["required"].remove("text")
    chapter["oneOf"] = [{"required": ["text"]}, {"required": ["file"]}]
