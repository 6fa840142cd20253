"""The corporate design of Musterstadt."""

from importlib.resources import files

from kimcore import Theme

__all__ = ["musterstadt"]


def musterstadt() -> Theme:
    """Petrol, brick and green, as in the logo; kimcore refuses a theme whose contrast is too low."""
    return Theme(
        name="musterstadt",
        title="Stadt Musterstadt (erfunden): Petrol, mit Logo",
        accent="0F4C5C",
        head_ground="0F4C5C",
        band_ground="E6F0F2",
        input_ground="FDF3E7",
        rule="A9C3C9",
        series=("0F4C5C", "B3541E", "2F6B4F", "6B4C8A", "8A6A00", "3A6EA5"),
        letterhead="Stadt Musterstadt · Fachbereich Soziales und Integration",
        imprint="Musterplatz 1, 59999 Musterstadt (erfunden)",
        logo=(files(__package__) / "logo.png").read_bytes(),
        logo_alt="Logo der Stadt Musterstadt: drei Häuser an einem Fluss",
    )
