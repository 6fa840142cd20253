"""Themes: the corporate design a renderer follows, as data. A theme that is hard to read is refused."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Annotated, Any, TypeAlias

import attrs

from kimcore.errors import UsageError, ValueProblem
from kimcore.model import about
from kimcore.values import Identifier, Kind, PictureData, Text

__all__ = ["BUILTIN_THEMES", "CONTRAST", "DEFAULT_THEME", "Colour", "Theme", "contrast"]

CONTRAST = 4.5
"""How much a text must stand out from its ground: WCAG 2.1, 1.4.3 (AA), to which EN 301 549 refers."""

_WHITE = "FFFFFF"
_CHANNELS = (0.2126, 0.7152, 0.0722)
_COLOUR = re.compile(r"#?([0-9A-Fa-f]{6})")


def parse_colour(raw: Any) -> str:
    """Read a colour: six hexadecimal digits, with or without a hash."""
    if isinstance(raw, str) and (found := _COLOUR.fullmatch(raw)):
        return found[1].upper()
    raise ValueProblem(f"{raw!r} ist keine Farbe", expected="sechs Hexadezimalziffern", hint='Zum Beispiel "1F3A5F".')


_KIND = Kind(name="colour", label="Farbe", parse=parse_colour, schema={"type": "string", "pattern": _COLOUR.pattern})
Colour: TypeAlias = Annotated[str, _KIND]


def parse_content(raw: Any) -> bytes:
    """Read the content of a file that a theme names; whoever reads the theme has read the file."""
    if isinstance(raw, bytes):
        return raw
    raise ValueProblem(f"{raw!r} ist keine Datei", expected="der Name einer Datei neben dem Theme", hint="")


Content: TypeAlias = Annotated[
    bytes, Kind(name="content", label="Datei", parse=parse_content, schema={"type": "string"})
]


def contrast(one: str, other: str) -> float:
    """How much two colours differ in lightness, from 1 to 21 (WCAG 2.1)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (0, 2, 4))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)  # noqa: PLR2004
    return sum(weight * part for weight, part in zip(_CHANNELS, linear, strict=True))


@attrs.frozen(kw_only=True)
class Theme:
    """Fonts, colours and what stands on every page. Colours are six hexadecimal digits.

    Attributes:
        template: a Word file (.docx) whose styles, page size and margins documents take, or None.

    Raises:
        UsageError: a text would not stand out from its ground by 4.5:1, the logo has no alternative text, or there is
            no colour for charts.
    """

    name: Identifier = attrs.field(metadata=about("Name"))
    title: Text = attrs.field(default="", metadata=about("Titel", "Steht in Listen."))
    font: Text = attrs.field(default="Arial", metadata=about("Schrift", "Eine, die jeder Bürorechner hat."))
    heading_font: Text = attrs.field(
        default="", metadata=about("Schrift der Überschriften", "Ohne Angabe dieselbe wie im Text.")
    )
    accent: Colour = attrs.field(default="1F3A5F", metadata=about("Akzent", "Titel, Überschriften und Linien."))
    head_ground: Colour = attrs.field(default="1F3A5F", metadata=about("Tabellenkopf, Grund"))
    head_text: Colour = attrs.field(default=_WHITE, metadata=about("Tabellenkopf, Schrift"))
    band_ground: Colour = attrs.field(default="E8EDF3", metadata=about("Zwischenzeilen und Kästen, Grund"))
    input_ground: Colour = attrs.field(default="FFF8E1", metadata=about("Eingabezellen, Grund"))
    rule: Colour = attrs.field(default="B8C4D0", metadata=about("Linien"))
    text: Colour = attrs.field(default="1A1A1A", metadata=about("Text"))
    muted: Colour = attrs.field(default="595959", metadata=about("Nebentext", "Anmerkungen und Quellen."))
    alert: Colour = attrs.field(default="A61B1B", metadata=about("Warnfarbe", "ENTWURF und was offen ist."))
    series: tuple[Colour, ...] = attrs.field(
        default=("1F3A5F", "A8480D", "2E6B4F", "7A3E8E", "0B6E99", "6B5B1E"),
        metadata=about("Reihen in Diagrammen", "In ihrer Folge."),
    )
    letterhead: Text = attrs.field(
        default="", metadata=about("Kopfzeile", "Ersetzt den Namen der Kommune auf jeder Seite.")
    )
    imprint: Text = attrs.field(default="", metadata=about("Fußzeile", "Eine Zeile unter allem anderen."))
    logo: PictureData | None = attrs.field(
        default=None, repr=False, metadata=about("Logo", "PNG oder JPEG, erste Seite.")
    )
    logo_alt: Text = attrs.field(default="", metadata=about("Alternativtext des Logos"))
    template: Content | None = attrs.field(
        default=None,
        repr=False,
        metadata=about("Word-Vorlage", "Eine .docx-Datei, deren Formatvorlagen und Ränder gelten."),
    )

    def __attrs_post_init__(self) -> None:
        weak = [f"{what} ({value:.1f}:1)" for what, value in self._contrasts() if value < CONTRAST]
        if weak:
            raise UsageError(f"Theme „{self.name}“: zu wenig Kontrast, nötig ist {CONTRAST}:1: {', '.join(weak)}.")
        if self.logo is not None and not self.logo_alt:
            raise UsageError(f"Theme „{self.name}“: Zum Logo gehört ein Alternativtext (logo_alt).")
        if not self.series:
            raise UsageError(f"Theme „{self.name}“: Für Diagramme braucht es mindestens eine Farbe (series).")

    def _contrasts(self) -> Iterator[tuple[str, float]]:
        grounds = {"Weiß": _WHITE, "Zwischenzeilen": self.band_ground}
        inks = {"Akzent": self.accent, "Text": self.text, "Nebentext": self.muted, "Warnfarbe": self.alert}
        pairs = ((f"{ink} auf {ground}", inks[ink], grounds[ground]) for ink in inks for ground in grounds)
        series = ((f"Reihe {number} auf Weiß", colour, _WHITE) for number, colour in enumerate(self.series, 1))
        others = (
            ("Tabellenkopf", self.head_text, self.head_ground),
            ("Text auf Eingabezellen", self.text, self.input_ground),
        )
        return ((what, contrast(one, other)) for what, one, other in chain(pairs, series, others))


DEFAULT_THEME = Theme(name="sachlich", title="Sachlich: Arial, dunkles Blau")

BUILTIN_THEMES = (
    DEFAULT_THEME,
    Theme(
        name="klassisch",
        title="Klassisch: Überschriften mit Serifen, dunkles Grün",
        heading_font="Georgia",
        accent="1E4D3B",
        head_ground="1E4D3B",
        band_ground="EEF2EA",
        input_ground="FFF9E8",
        rule="C3CDBF",
        text="1C1C1C",
        muted="565A50",
        alert="9C2A10",
        series=("1E4D3B", "8A5A00", "5B3A73", "9C2A10", "2A5F8A", "5A5F2A"),
    ),
)
"""The themes that come with kimcore."""
