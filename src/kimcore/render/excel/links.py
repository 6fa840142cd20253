"""Links of a workbook: web addresses, and places within it."""

import re
from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import quote, urlsplit, urlunsplit

from kimcore.render.excel.plan import SheetPlan, Spot
from kimcore.render.excel.problems import Problem, ProblemFound
from kimcore.render.package import Relation, relation_xml, relations_xml
from kimcore.render.xmltext import escape

__all__ = ["SheetLinks", "Targets"]

_MOST_LINKS = 65_530
_LONGEST = 2_079
_SCHEMES = re.compile(r"(https?://|mailto:)[^\s]+", re.IGNORECASE)
_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_IN_MEMORY = 1 << 18
_COPY = 1 << 17


class Targets:
    """Where links lead: ``#id`` to a sheet, table or chart of the workbook, anything else to the web."""

    def __init__(self, sheets: Iterable[SheetPlan]) -> None:
        self._places: dict[str, str] = {}
        for sheet in sheets:
            self._places.setdefault(sheet.sheet.id, f"{sheet.quoted}!A1")
            for table in sheet.tables:
                self._places.setdefault(table.table.id, f"{sheet.quoted}!A{table.head_row}")
            for drawing in sheet.drawings:
                self._places.setdefault(drawing.chart.id, f"{sheet.quoted}!A{drawing.row}")

    def place(self, url: str, spot: Spot) -> str | None:
        """The cell a link within the workbook leads to; None for a web address.

        Raises:
            ProblemFound: it leads nowhere.
        """
        if url.startswith("#"):
            place = self._places.get(url[1:])
            if place is None:
                raise _nowhere(url, "Im Dokument gibt es dieses Blatt oder diese Tabelle nicht.", spot)
            return place
        return None

    def address(self, url: str, spot: Spot) -> str:
        """A web address as a package holds it: ASCII, without blanks.

        Raises:
            ProblemFound: it is none.
        """
        if not _SCHEMES.fullmatch(url) or len(url) > _LONGEST:
            raise _nowhere(url, "Eine Adresse beginnt mit https:// und hat keine Leerzeichen.", spot)
        try:
            parts = urlsplit(url)
            host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
        except ValueError as error:
            raise _nowhere(url, "Die Adresse ist nicht vollständig.", spot) from error
        rest = [quote(part, safe="/%:=&?~+!$,;'@()*") for part in parts[2:]]
        return urlunsplit((parts.scheme, host, *rest))


def _nowhere(url: str, hint: str, spot: Spot) -> ProblemFound:
    short = url if len(url) <= 60 else url[:57] + "…"  # noqa: PLR2004 - a line of a message
    return ProblemFound(Problem("KIM-XLS-011", f"Der Verweis „{short}“ führt nirgendwohin.", hint, spot.path, spot))


class SheetLinks:
    """The links of one sheet, spooled until its cells are written."""

    def __init__(self, targets: Targets) -> None:
        self._targets = targets
        self._links = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by close()
        self._relations = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - same
        self.count = 0
        self.external = 0

    def add(self, url: str, spot: Spot) -> None:
        """Let a cell lead somewhere.

        Raises:
            ProblemFound: nowhere, or the sheet has too many links.
        """
        place = self._targets.place(url, spot)
        if place is not None:
            link = f'location="{escape(place)}"'
        else:
            self.external += 1
            if self.external > _MOST_LINKS:
                message = f"Das Blatt hat mehr als {_MOST_LINKS} Verweise ins Netz."
                raise ProblemFound(Problem("KIM-XLS-011", message, "Die Adressen als Text ausgeben.", spot.path, spot))
            name = f"rId{self.external}"
            link = f'r:id="{name}"'
            relation = Relation(name, _HYPERLINK, self._targets.address(url, spot), external=True)
            self._relations.write(relation_xml(relation).encode())
        self._links.write(f'<hyperlink ref="{spot.address}" {link}/>'.encode())
        self.count += 1

    def write(self, part: IO[bytes]) -> None:
        """Write the element ``hyperlinks``, if there are any."""
        if self.count:
            part.write(f'<hyperlinks xmlns:r="{_NAMESPACE}">'.encode())
            _copy(self._links, part)
            part.write(b"</hyperlinks>")

    def write_relations(self, part: IO[bytes], further: Iterable[Relation] = ()) -> None:
        """Write the relations of the sheet: its links, and what else it refers to."""
        empty = relations_xml(further)
        end = empty.rindex(b"</")
        part.write(empty[:end])
        _copy(self._relations, part)
        part.write(empty[end:])

    def close(self) -> None:
        """Forget the links."""
        self._links.close()
        self._relations.close()


def _copy(spool: IO[bytes], part: IO[bytes]) -> None:
    spool.seek(0)
    while piece := spool.read(_COPY):
        part.write(piece)
