"""Loading and validating 48, 5,000 and 50,000 measures from JSON: kimcore against pydantic v2.

The measures are those of examples/programs/kreis-musterland.yaml, over and over with new ids, as ``kimcore convert``
writes them. The pydantic models are made of kimcore's own: the same fields, closed words, patterns of ids, keys and
addresses, texts without control characters, bounds of numbers and days; strict, frozen and with unknown keys forbidden;
all by pydantic-core's own constraints, without a Python validator. kimcore does more: it also finds doubled keys and
refuses 57.000 and 1e3 as amounts. Both read bytes; the garbage collector runs as each of them leaves it.

Run: python benchmarks/bench_load.py [ROUNDS]
"""

import gc
import statistics
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import attrs
import pydantic

from kimcore import files
from kimcore.model import Program
from kimcore.values import Kind

SIZES = (48, 5_000, 50_000)
GOALS = {5_000: 1.0, 50_000: 0.5}
SOURCE = Path(__file__).parent.parent / "examples" / "programs" / "kreis-musterland.yaml"

CLEAN = pydantic.StringConstraints(pattern="^[^\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]*$")
KINDS: dict[str, Any] = {
    "text": Annotated[str, CLEAN],
    "markdown": Annotated[str, CLEAN],
    "id": Annotated[str, pydantic.StringConstraints(pattern="^[a-z][a-z0-9-]{0,29}$")],
    "ags": Annotated[str, pydantic.StringConstraints(pattern="^[0-9]{8}$")],
    "url": Annotated[str, CLEAN, pydantic.StringConstraints(pattern=r'^https?://[^\s<>"]+$')],
    "euro": Annotated[Decimal, pydantic.Field(ge=0, max_digits=14, decimal_places=2)],
    "vzae": Annotated[Decimal, pydantic.Field(ge=0, max_digits=12, decimal_places=3)],
    "percent": Annotated[Decimal, pydantic.Field(ge=0, max_digits=12, decimal_places=3)],
    "number": Annotated[Decimal, pydantic.Field(max_digits=21, decimal_places=6)],
    "count": Annotated[int, pydantic.Field(ge=0, lt=10**15)],
    "year": Annotated[int, pydantic.Field(ge=2000, le=2100)],
    "date": Annotated[date, pydantic.Field(ge=date(1900, 1, 1), le=date(2199, 12, 31))],
    "flag": bool,
    "picture": pydantic.Base64Bytes,
}
CONFIG = pydantic.ConfigDict(strict=True, extra="forbid", frozen=True)


def peer(cls: type, made: dict[type, Any]) -> Any:
    """The pydantic model of an attrs class."""
    if cls not in made:
        fields: dict[str, Any] = {}
        for field in attrs.fields(attrs.resolve_types(cls)):
            default = ... if field.default is attrs.NOTHING else field.default
            fields[field.name] = (
                translated(field.type, made),
                pydantic.Field(default_factory=dict) if isinstance(default, attrs.Factory) else default,
            )
        made[cls] = pydantic.create_model(cls.__name__, __config__=CONFIG, **fields)
    return made[cls]


def translated(annotation: Any, made: dict[type, Any]) -> Any:
    """An annotation of kimcore as one of pydantic."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return KINDS[next(extra.name for extra in arguments[1:] if isinstance(extra, Kind))]
    if origin in {Union, UnionType}:
        return translated(arguments[0], made) | None
    if origin is tuple:
        return tuple[translated(arguments[0], made), ...]  # type: ignore[misc]
    if origin is Mapping:
        return dict[str, Any]
    return annotation if issubclass(annotation, Enum) else peer(annotation, made)


def program_of(size: int) -> bytes:
    """A program of so many measures, as JSON."""
    program = files.load(SOURCE)
    measures = (
        attrs.evolve(program.measures[index % len(program.measures)], id=f"massnahme-{index}") for index in range(size)
    )
    return files.dumps(attrs.evolve(program, measures=tuple(measures)), "json").encode()


def seconds(load: Callable[[bytes], Any], data: bytes) -> float:
    """One load, with nothing left over from the one before."""
    gc.collect()
    start = time.perf_counter()
    program = load(data)
    took = time.perf_counter() - start
    del program
    return took


def without_collector(load: Callable[[bytes], Any]) -> Callable[[bytes], Any]:
    """The same with the garbage collector paused, which users of pydantic would have to think of themselves."""

    def paused(data: bytes) -> Any:
        gc.disable()
        try:
            return load(data)
        finally:
            gc.enable()

    return paused


def main(rounds: int) -> None:
    """Measure and print."""
    model = peer(Program, {})
    ways: dict[str, Callable[[bytes], Any]] = {
        "kimcore": lambda data: files.loads(data, "json"),
        "pydantic": model.model_validate_json,
        "pydantic, collector paused": without_collector(model.model_validate_json),
    }
    print(f"kimcore and pydantic {pydantic.VERSION}, medians of {rounds}\n")
    print("| measures | JSON | kimcore | pydantic | kimcore is | goal | pydantic, collector paused | kimcore is |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|")
    for size in SIZES:
        data = program_of(size)
        times: dict[str, list[float]] = {name: [] for name in ways}
        for number in range(rounds + 1):
            for name, load in ways.items():
                took = seconds(load, data)
                if number:
                    times[name].append(took)
        own, theirs, paused = (statistics.median(times[name]) * 1000 for name in ways)
        goal = f"≤ {GOALS[size]} ×" if size in GOALS else ""
        print(
            f"| {size:,} | {len(data) / 2**20:.1f} MiB | {own:.1f} ms | {theirs:.1f} ms | {own / theirs:.2f} × "
            f"| {goal} | {paused:.1f} ms | {own / paused:.2f} × |"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 7)
