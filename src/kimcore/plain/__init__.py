"""Text to plain data and back: YAML and JSON, with the place of every problem; knows no models."""

from kimcore.plain.json_reader import read_json
from kimcore.plain.json_stream import Stream, stream_json
from kimcore.plain.json_writer import canonical_bytes, write_json
from kimcore.plain.lines import Lines
from kimcore.plain.nodes import Node, find_nodes, json_nodes, yaml_nodes
from kimcore.plain.paths import PathParts, path_parts, path_text
from kimcore.plain.problems import DUPLICATE, LIMIT, MAX_DEPTH, SYNTAX, PlainError
from kimcore.plain.yaml_reader import Plain, read_yaml
from kimcore.plain.yaml_writer import write_yaml

__all__ = [
    "DUPLICATE",
    "LIMIT",
    "MAX_DEPTH",
    "SYNTAX",
    "Lines",
    "Node",
    "PathParts",
    "Plain",
    "PlainError",
    "Stream",
    "canonical_bytes",
    "find_nodes",
    "json_nodes",
    "path_parts",
    "path_text",
    "read_json",
    "read_yaml",
    "stream_json",
    "write_json",
    "write_yaml",
    "yaml_nodes",
]
