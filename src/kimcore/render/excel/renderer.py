"""The Excel renderer: surveys a workbook, lays it out, and writes skeleton and stream into one package."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import IO, Any, BinaryIO, ClassVar

from kimcore.blocks import Workbook
from kimcore.findings import Finding, Severity
from kimcore.render.base import Renderer
from kimcore.render.excel import skeleton as frame
from kimcore.render.excel.cells import CellWriter
from kimcore.render.excel.checks import cell_problems, problems_of
from kimcore.render.excel.drawings import drawing_parts, drawing_relations, drawing_types
from kimcore.render.excel.layout import lay_out
from kimcore.render.excel.links import SheetLinks, Targets
from kimcore.render.excel.plan import SheetPlan
from kimcore.render.excel.problems import ProblemFound
from kimcore.render.excel.sheets import SheetWriter
from kimcore.render.excel.strings import SharedStrings
from kimcore.render.excel.survey import Survey
from kimcore.render.metrics import Metrics
from kimcore.render.package import PackageWriter
from kimcore.render.theme import DEFAULT_THEME, Theme

__all__ = ["WorkbookRenderer"]

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAIN = "xl/workbook.xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRINGS_RELATION = (
    f'<Relationship Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml" Id="rIdStrings"/></Relationships>'
)


class WorkbookRenderer(Renderer):
    """Writes a Workbook as .xlsx."""

    format: ClassVar[str] = "xlsx"
    suffix: ClassVar[str] = ".xlsx"
    accepts: ClassVar[tuple[type, ...]] = (Workbook,)

    def __init__(self) -> None:
        self._surveys: list[tuple[Workbook, Survey]] = []  # what check has learnt, for the render that follows

    def check(self, content: Any) -> Iterator[Finding]:
        """What of this workbook Excel cannot hold; see ``problems.CODES``."""
        survey, metrics = Survey(content), Metrics(DEFAULT_THEME.font)
        _lay_out(content, survey, metrics)
        for problem in (*problems_of(content, survey, metrics), *cell_problems(survey)):
            yield problem.finding()
        self._surveys[:] = [(content, survey)]

    def render(self, content: Any, theme: Theme, target: BinaryIO) -> None:
        """Write the workbook.

        Args:
            content: a Workbook.
            theme: fonts and colours.
            target: a binary file, seekable or not; it stays open.

        Raises:
            RenderError: the workbook holds what Excel cannot; the text names sheet and cell.
        """
        survey, metrics = self._survey(content), Metrics(theme.font)
        _lay_out(content, survey, metrics)
        for problem in problems_of(content, survey, metrics):
            if problem.severity is Severity.FEHLER:
                problem.fail()
        try:
            _Writing(content, survey, theme, target).run()
        except ProblemFound as found:
            found.problem.fail()

    def _survey(self, content: Workbook) -> Survey:
        """The survey that ``check`` made of the very same content, else a new one; each is used once."""
        try:
            surveyed, survey = self._surveys.pop()
        except IndexError:
            return Survey(content)
        return survey if surveyed is content else Survey(content)


def _lay_out(content: Workbook, survey: Survey, metrics: Metrics) -> None:
    for sheet in survey.sheets:
        lay_out(sheet, content, metrics)


class _Writing:
    """One workbook on its way into one package."""

    def __init__(self, workbook: Workbook, survey: Survey, theme: Theme, target: BinaryIO) -> None:
        self._workbook = workbook
        self._survey = survey
        self._theme = theme
        self._target = target
        self._skeleton, self._styles = frame.build(workbook, survey.sheets, theme)
        for name, key in workbook.names:
            frame.name_cell(self._skeleton, name, survey.figures.reference(key) or "")
        self._parts = frame.parts(self._skeleton)

    def run(self) -> None:
        """Write every part: workbook, sheets as they stream, then what the sheets have gathered."""
        sheets = {f"xl/worksheets/sheet{plan.number}.xml": plan for plan in self._survey.sheets}
        types = {
            _MAIN: f"{_SHEET}.sheet.main+xml",
            "xl/styles.xml": f"{_SHEET}.styles+xml",
            "xl/sharedStrings.xml": f"{_SHEET}.sharedStrings+xml",
            "xl/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
            **dict.fromkeys(sheets, f"{_SHEET}.worksheet+xml"),
            **drawing_types(self._survey.sheets),
        }
        properties, title = self._workbook.properties, self._workbook.title
        with (
            SharedStrings() as strings,
            PackageWriter(self._target, main=_MAIN, types=types, properties=properties, title=title) as package,
        ):
            package.write(_MAIN, self._parts[_MAIN])
            package.write("xl/_rels/workbook.xml.rels", self._workbook_relations())
            for name, plan in sheets.items():
                self._sheet(package, name, plan, strings)
            with package.open("xl/sharedStrings.xml") as part:
                strings.write(part)
            for name, data in drawing_parts(self._survey.sheets, self._theme):
                package.write(name, data)
            package.write("xl/styles.xml", frame.stylesheet(self._skeleton))
            package.write("xl/theme/theme1.xml", self._parts["xl/theme/theme1.xml"])

    def _workbook_relations(self) -> bytes:
        xml = self._parts["xl/_rels/workbook.xml.rels"]
        return xml.replace(b"</Relationships>", _STRINGS_RELATION.encode())

    def _sheet(self, package: PackageWriter, name: str, plan: SheetPlan, strings: SharedStrings) -> None:
        with ExitStack() as stack:
            links = SheetLinks(Targets(self._survey.sheets))
            stack.callback(links.close)
            cells = CellWriter(self._styles, strings, self._survey.figures, links)
            before, middle, after = frame.frames(self._parts[name], plan)
            with package.open(name) as part:
                part.write(before)
                writer = SheetWriter(plan, cells, Metrics(self._theme.font), part)
                writer.write()
                part.write(middle)
                _merges(part, writer.merges)
                links.write(part)
                part.write(after)
            if links.external or plan.drawings:
                folder, file = name.rsplit("/", 1)
                with package.open(f"{folder}/_rels/{file}.rels") as part:
                    links.write_relations(part, drawing_relations(plan))


def _merges(part: IO[bytes], ranges: list[str]) -> None:
    if ranges:
        cells = "".join(f'<mergeCell ref="{item}"/>' for item in ranges)
        part.write(f'<mergeCells count="{len(ranges)}">{cells}</mergeCells>'.encode())
