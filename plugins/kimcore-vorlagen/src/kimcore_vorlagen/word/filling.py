"""docxtpl, in the sandbox: each part with text is rendered once, and what loops have doubled is made unique again."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

from docx.opc.part import Part
from docxtpl import DocxTemplate  # type: ignore[import-untyped]
from jinja2 import Environment
from lxml import etree

from kimcore import RenderError
from kimcore_vorlagen.package import Package, parse, serialised
from kimcore_vorlagen.word.paragraphs import mended
from kimcore_vorlagen.word.sandbox import Sandbox

__all__ = ["filled"]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_NOTES = ("footnotes+xml", "endnotes+xml")


class _Document(DocxTemplate):  # type: ignore[misc]
    """docxtpl without what kimcore does itself, and without its leniency."""

    def fix_tables(self, xml: str) -> Any:
        """Refuse what loops and conditions have torn, where docxtpl would drop it without a word."""
        etree.fromstring(xml)
        return super().fix_tables(xml)

    def render_properties(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        """Leave the properties to kimcore."""

    def render_footnotes(self, context: dict[str, Any], jinja_env: Environment | None = None) -> None:
        """Footnotes and endnotes, once and not once for each section."""
        for part in self._notes():
            xml = self.render_xml_part(self.patch_xml(part.blob.decode("utf-8")), part, context, jinja_env)
            part._blob = xml.encode("utf-8")  # noqa: SLF001 - python-docx knows no other way

    def _notes(self) -> Iterator[Part]:
        return (part for part in self.docx.part.package.iter_parts() if part.content_type.endswith(_NOTES))


def filled(package: Package, parts: Sequence[str], sandbox: Sandbox) -> dict[str, bytes]:
    """The parts with text, filled.

    Args:
        package: the template.
        parts: the names of its parts with text.
        sandbox: the environment of this document.

    Raises:
        RenderError: loops or conditions tear paragraphs or tables apart.
    """
    source, target = io.BytesIO(), io.BytesIO()
    package.write(source, {part: serialised(mended(package.parts[part])) for part in parts})
    document = _Document(source)
    try:
        document.render({}, sandbox, autoescape=True)
    except etree.XMLSyntaxError as error:
        raise RenderError(
            "Schleifen oder Bedingungen der Vorlage trennen Absätze oder Tabellen in der Mitte. Für ganze Absätze "
            "{%p … %}, für Tabellenzeilen {%tr … %} schreiben."
        ) from error
    document.save(target)
    return {name: serialised(_unique(parse(data))) for name, data in _parts(target, parts)}


def _parts(target: io.BytesIO, parts: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    import zipfile  # noqa: PLC0415 - only here

    with zipfile.ZipFile(target) as archive:
        for name in parts:
            yield name, archive.read(name)


def _unique(root: Any) -> Any:
    """The part without a second bookmark, paragraph id or content control id of the same name."""
    seen: set[tuple[str, str]] = set()

    def again(kind: str, value: str | None) -> bool:
        known = (kind, value or "") in seen
        seen.add((kind, value or ""))
        return known

    for element in list(root.iter()):
        paragraph = element.attrib.get(f"{_W14}paraId")
        if paragraph is not None and again("paragraph", paragraph):
            del element.attrib[f"{_W14}paraId"]
        if element.tag in {f"{_W}bookmarkStart", f"{_W}bookmarkEnd"}:
            doubled = again(element.tag, element.get(f"{_W}id"))
        else:
            doubled = (
                element.tag == f"{_W}id"
                and element.getparent().tag == f"{_W}sdtPr"
                and again("control", element.get(f"{_W}val"))
            )
        if doubled:
            element.getparent().remove(element)
    return root
