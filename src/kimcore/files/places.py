"""From the path of a finding to the line and column of its file. Nothing is done while there is nothing to report."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from kimcore.files.reading import LIMITS, decode, format_of, read_bytes
from kimcore.files.reasons import plain_path
from kimcore.findings import Finding, Place
from kimcore.plain import DUPLICATE, Lines, Node, find_nodes, json_nodes, path_parts, yaml_nodes

__all__ = ["locate", "place_findings"]

_OF_A_KEY = {"KIM-DAT-003", DUPLICATE}


def locate(finding: Finding | str, path: str | Path) -> Place:
    """Find where something stands in a program file.

    Args:
        finding: a finding, or a path in the program such as ``measures[12].title``.
        path: the file; it is read anew.

    Returns:
        Line and column of the value, of its key where it is a section or a list, or of the nearest thing around it;
        only the file where it no longer holds anything of the kind.

    Raises:
        FileError: the file cannot be read.
        UsageError: its suffix is that of no program file.
    """
    path = plain_path(path)
    form = format_of(path)
    wanted = finding if isinstance(finding, Finding) else None
    if wanted is not None and wanted.place is not None and wanted.place.file == str(path):
        return wanted.place
    text = decode(read_bytes(path, LIMITS[form]), str(path))
    code, parts = (wanted.code, path_parts(wanted.path)) if wanted else ("", path_parts(str(finding)))
    node = find_nodes(_nodes(text, form), [parts]).get(parts)
    return _place(node, code, Lines(text), str(path))


def place_findings(findings: Sequence[Finding], text: str, form: str, file: str) -> tuple[Finding, ...]:
    """Give each finding its place in the text, and sort them as they stand there."""
    paths = {finding.path: path_parts(finding.path) for finding in findings if finding.place is None}
    nodes = find_nodes(_nodes(text, form), paths.values()) if paths else {}
    lines = Lines(text)
    placed = [
        finding
        if finding.place is not None
        else attrs.evolve(finding, place=_place(nodes.get(paths[finding.path]), finding.code, lines, file))
        for finding in findings
    ]
    return tuple(sorted(placed, key=_order))


def _nodes(text: str, form: str) -> Iterator[Node]:
    return json_nodes(text) if form == "json" else yaml_nodes(text)


def _place(node: Node | None, code: str, lines: Lines, file: str) -> Place:
    if node is None:
        return Place(file=file)
    at_key = node.key is not None and (node.container or code in _OF_A_KEY)
    line, column = lines.at(node.key if at_key and node.key is not None else node.offset)
    return Place(file=file, line=line, column=column)


def _order(finding: Finding) -> tuple[int, int]:
    place = finding.place
    return (place.line or 0, place.column or 0) if place else (0, 0)
