"""Pictures that texts may show."""

import attrs

from kimcore.model.fields import about
from kimcore.values import Identifier, PictureData, Text

__all__ = ["Picture"]


@attrs.frozen(kw_only=True)
class Picture:
    """A picture: texts show it by the last part of its file name."""

    id: Identifier = attrs.field(metadata=about("Kennung"))
    file: Text = attrs.field(
        metadata=about("Bilddatei", "PNG oder JPEG im Ordner der Programmdatei, zum Beispiel bilder/fachtag.jpg.")
    )
    alt: Text = attrs.field(
        default="", metadata=about("Alternativtext", "Was das Bild zeigt, für alle, die es nicht sehen.")
    )
    credit: Text = attrs.field(default="", metadata=about("Bildnachweis", "Zum Beispiel Foto: Kreis Musterland."))
    caption: Text = attrs.field(default="", metadata=about("Bildunterschrift"))
    data: PictureData = attrs.field(
        repr=False, metadata=about("Bilddaten", "Setzt kimcore ein: der Inhalt der Bilddatei in Base64.")
    )

    @property
    def name(self) -> str:
        """What texts call it: ``fachtag.jpg`` for ``bilder/fachtag.jpg``."""
        return self.file.rsplit("/", 1)[-1]
