"""Program files: reading, writing, locating findings, and the JSON Schema of what they may hold."""

from kimcore.files.atomic import atomic_write
from kimcore.files.places import locate
from kimcore.files.program import load, loads
from kimcore.files.reasons import refusal
from kimcore.files.schema import program_schema
from kimcore.files.splicing import NewText, splice_texts
from kimcore.files.versions import migrate
from kimcore.files.writing import dump, dumps

__all__ = [
    "NewText",
    "atomic_write",
    "dump",
    "dumps",
    "load",
    "loads",
    "locate",
    "migrate",
    "program_schema",
    "refusal",
    "splice_texts",
]
