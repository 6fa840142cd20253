"""Where a link may lead: to the web, to a mail address, to a place in the same document."""

import re

from kimcore.blocks.markdown.problems import Problems

__all__ = ["PLACE", "checked_link"]

PLACE = re.compile(r"#([a-z][a-z0-9-]*)")
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_WEB = re.compile(rf"https?://{_LABEL}(?:\.{_LABEL})*(?::[0-9]{{1,5}})?(?:[/?#]\S*)?", re.IGNORECASE)
_MAIL = re.compile(rf"mailto:[\w.+%-]+@{_LABEL}(?:\.{_LABEL})+(?:\?\S*)?", re.IGNORECASE)
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):")
_HARMFUL = {"javascript", "vbscript", "data", "file"}
_LONGEST = 2_000  # Word and Excel cut longer addresses
_SHOWN = 60


def checked_link(url: str, line: int, problems: Problems) -> str:
    """The address of a link in the form that a document holds, or an empty text and a problem."""
    from markdown_it.common.normalize_url import normalizeLink  # noqa: PLC0415 - only where texts are read

    if PLACE.fullmatch(url):
        return url
    address = normalizeLink(url) if len(url) <= _LONGEST else ""
    if len(address) <= _LONGEST and (_WEB.fullmatch(address) or _MAIL.fullmatch(address)):
        return address
    shown = url if len(url) <= _SHOWN else url[: _SHOWN - 1] + "…"
    scheme = _SCHEME.match(url)
    hint = "Eine Adresse mit https:// oder mailto: angeben, oder #kennung für eine Stelle im Dokument."
    if scheme and scheme[1].lower() in _HARMFUL:
        problems.error(line, f"Der Verweis auf „{shown}“ kann Schaden anrichten und entfällt; sein Text bleibt.", hint)
    else:
        problems.warn(line, f"„{shown}“ ist keine Web-Adresse; der Verweis entfällt, sein Text bleibt.", hint)
    return ""
