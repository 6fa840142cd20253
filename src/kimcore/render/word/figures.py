"""Pictures and charts: drawings in a line of their own, with alternative texts and their parts in the package."""

import hashlib
from collections.abc import Mapping

import attrs

from kimcore.blocks import Chart, Image, Properties, Timeline
from kimcore.render.charts import alt_text, chart_workbook, chart_xml, height_mm
from kimcore.render.theme import Theme
from kimcore.render.word.relations import Relations
from kimcore.render.xmltext import escape
from kimcore.values import picture_size, strip_metadata

__all__ = ["Figures"]

_EMU = 36_000  # in a millimetre
_TWIP = 635  # EMU in a twentieth of a point
_MOST_HEIGHT = 190 * _EMU
_BESIDE = 30 * _EMU  # what a page holds besides a figure: its caption and notes
_LOGO = 50  # as wide, and as high, at most
_QUARTER = 5_400_000  # 60,000ths of a degree
_SUFFIXES = {b"\x89PNG": "png", b"\xff\xd8\xff": "jpeg"}
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"


@attrs.define
class Figures:
    """Writes drawings and gathers the parts they need.

    Attributes:
        parts: pictures, charts, their data and relations, by the name of the part.
    """

    theme: Theme
    properties: Properties
    relations: Relations
    styles: Mapping[str, str]
    parts: dict[str, bytes] = attrs.field(factory=dict)
    _drawings: int = 0
    _charts: int = 0

    def image(self, image: Image, frame: tuple[int, int]) -> str:
        """The run with a picture; it keeps its proportions and fits the text on a page.

        Args:
            image: the picture.
            frame: the width and the height of that text, in twentieths of a point.
        """
        name = f"media/{hashlib.sha256(image.data).hexdigest()[:16]}.{_suffix(image.data)}"
        self.parts[f"word/{name}"] = image.data
        wide, high = _fitted(image, frame)
        fill = f'<a:blip r:embed="{self.relations.add("image", name)}"/><a:stretch><a:fillRect/></a:stretch>'
        graphic = (
            f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="Bild"/>'
            f"<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>{fill}</pic:blipFill><pic:spPr>"
            f'<a:xfrm{_turned(image)}><a:off x="0" y="0"/>'
            f'<a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData>"
        )
        lying = max(0, (high - wide) // 2) if image.turn % 2 else 0
        standing = max(0, (wide - high) // 2) if image.turn % 2 else 0
        effect = f'<wp:effectExtent l="{lying}" t="{standing}" r="{lying}" b="{standing}"/>'
        return self._inline("Bild", image.alt, wide, high, graphic, effect=effect)

    def logo(self, theme: Theme) -> str:
        """The run with the theme's logo."""
        data = strip_metadata(theme.logo or b"")
        most = _LOGO * _EMU // _TWIP
        frame = (most, most + _BESIDE // _TWIP)
        return self.image(Image(id="logo", data=data, alt=theme.logo_alt, width=_LOGO), frame)

    def chart(self, chart: Chart | Timeline, frame: tuple[int, int]) -> str:
        """The run with a chart; its data lie in a workbook beside it, so that Word can edit them."""
        self._charts += 1
        number = self._charts
        book, name = f"embeddings/daten{number}.xlsx", f"charts/chart{number}.xml"
        self.parts[f"word/{book}"] = chart_workbook(chart, chart.caption, self.properties)
        self.parts[f"word/{name}"] = chart_xml(chart, self.theme, external="rId1")
        package = Relations()
        package.add("package", f"../{book}")
        self.parts[f"word/charts/_rels/chart{number}.xml.rels"] = package.xml()
        wide, high = frame[0] * _TWIP, _highest(frame)
        high = min(int(height_mm(chart, wide / _EMU) * _EMU), high)
        reference = self.relations.add("chart", name)
        graphic = f'<a:graphicData uri="{_DRAWING}/chart"><c:chart r:id="{reference}"/></a:graphicData>'
        return self._inline("Diagramm", alt_text(chart), wide, high, graphic)

    def _inline(self, name: str, alt: str, wide: int, high: int, graphic: str, *, effect: str = "") -> str:
        self._drawings += 1
        number = self._drawings
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
            f'{effect}<wp:docPr id="{number}" name="{name} {number}" descr="{escape(alt)}"/>'
            f"<a:graphic>{graphic}</a:graphic></wp:inline></w:drawing></w:r>"
        )


def _suffix(data: bytes) -> str:
    return next((suffix for start, suffix in _SUFFIXES.items() if data.startswith(start)), "bin")


def _highest(frame: tuple[int, int]) -> int:
    """How high a figure on this page may be."""
    return frame[1] * _TWIP - _BESIDE


def _fitted(image: Image, frame: tuple[int, int]) -> tuple[int, int]:
    """The size of a picture before it is turned: as wide as wanted, within the text and the page."""
    width, height, _ = picture_size(image.data)
    across, down = (height, width) if image.turn % 2 else (width, height)
    most = min(_MOST_HEIGHT, _highest(frame))
    wide = min(image.width * _EMU, frame[0] * _TWIP, most * across // down)
    high = wide * down // across
    return (high, wide) if image.turn % 2 else (wide, high)


def _turned(image: Image) -> str:
    turn = f' rot="{image.turn * _QUARTER}"' if image.turn else ""
    return f'{turn} flipH="1"' if image.mirrored else turn
