"""What a document says: one file per document. Named here is what documents of plugins share with kimcore's own."""

from typing import TYPE_CHECKING

from kimcore.late import late

if TYPE_CHECKING:
    from kimcore.exporters.base import Exporter, NoOptions
    from kimcore.exporters.chapters import Chapter, Texts, lacking, missing, one_line, referring
    from kimcore.exporters.common import notices, paragraphs, properties, without_empty_columns
    from kimcore.exporters.options import antrag_plans
    from kimcore.exporters.papers import contact_line, place

__all__ = [
    "Chapter",
    "Exporter",
    "NoOptions",
    "Texts",
    "antrag_plans",
    "contact_line",
    "lacking",
    "missing",
    "notices",
    "one_line",
    "paragraphs",
    "place",
    "properties",
    "referring",
    "without_empty_columns",
]

__getattr__ = late(
    __name__,
    {
        "Chapter": "chapters",
        "Exporter": "base",
        "NoOptions": "base",
        "Texts": "chapters",
        "antrag_plans": "options",
        "contact_line": "papers",
        "lacking": "chapters",
        "missing": "chapters",
        "notices": "common",
        "one_line": "chapters",
        "paragraphs": "common",
        "place": "papers",
        "properties": "common",
        "referring": "chapters",
        "without_empty_columns": "common",
    },
)
