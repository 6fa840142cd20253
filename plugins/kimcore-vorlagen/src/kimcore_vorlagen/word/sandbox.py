"""The environment templates run in: views, a handful of filters, loops that end; nothing of Python, no file.

Four fences, each enough by itself: only the expressions and statements of ``ALLOWED`` are compiled at all; attributes
are those of views; there is nothing to call but ``range``; and what is walked through, joined, multiplied and written
is counted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from jinja2 import ChainableUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.runtime import Context, LoopContext, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.tests import TESTS as JINJA_TESTS
from jinja2.utils import missing

from kimcore import RenderError
from kimcore.values import round_half_up
from kimcore_vorlagen.values import EXACT_DIGITS, Euro, Number, Open, Percent, Vzae, german
from kimcore_vorlagen.views import MISSING, World, read
from kimcore_vorlagen.word.filters import filters, number_of

__all__ = ["LOOP", "TESTS", "Failure", "Sandbox", "forbidden"]

LOOP = ("index", "index0", "first", "last", "length", "revindex")
"""What ``loop`` knows in a loop."""

_MAX_OUTPUT = 20_000_000
_MAX_RANGE = 1000
_MAX_NUMBER = 10**15
_FILE = "<template>"

_ALLOWED = frozenset(
    (
        nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.List, nodes.Tuple,
        nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test, nodes.Keyword, nodes.For, nodes.If, nodes.Assign,
        nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos, nodes.Add,
        nodes.Sub, nodes.Mul, nodes.Div, nodes.Concat,
    )
)  # fmt: skip
TESTS = ("defined", "undefined", "none", "odd", "even", "in", "eq", "ne", "lt", "le", "gt", "ge", "equalto")
"""What can follow ``is``."""
_OPERATORS: Mapping[str, Callable[[Fraction, Fraction], Fraction]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


def forbidden(tree: nodes.Node) -> Iterator[tuple[int, str]]:
    """What a template must not do, with its line: includes, macros, calls, powers and the like."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "range":
            continue
        if type(node) not in _ALLOWED or (isinstance(node, nodes.For) and node.recursive):
            yield node.lineno, type(node).__name__


class Unknown(ChainableUndefined):
    """A name that does not exist, visible in a draft."""

    def __str__(self) -> str:
        return f"[unbekannt: {self._undefined_name}]" if self._undefined_name else ""

    __html__ = __str__


class Failure(RenderError):
    """A template failed while it was filled.

    Attributes:
        line: where, in the template's source.
    """

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


class _Names(Context):
    """The names a template begins with, looked up when they are needed."""

    def resolve_or_missing(self, key: str) -> Any:
        """A name of the template's own, of the vocabulary, or none."""
        found = super().resolve_or_missing(key)
        if found is not missing or not isinstance(self.environment, Sandbox):
            return found
        there = read(self.environment.world.root, key)
        return missing if there is MISSING else there


class _Bounded(Template):
    """A template whose output is counted; what goes wrong names the line of the template."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        """Render within bounds.

        Raises:
            Failure: the template fails or writes too much.
        """
        try:
            return "".join(_bounded(self.root_render_func(self.new_context(dict(*args, **kwargs)))))
        except Exception as error:
            raise Failure(_reason(error), self._line(error)) from error

    def _line(self, error: Exception) -> int:
        """The line of the template in which an error was raised."""
        line, trace = 0, error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == _FILE:
                line = self.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line


def _bounded(pieces: Iterable[str]) -> Iterator[str]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _MAX_OUTPUT:
            raise RenderError("Die Vorlage schreibt zu viel Text.")
        yield piece


def _reason(error: Exception) -> str:
    if isinstance(error, RenderError):
        return str(error)
    if isinstance(error, TypeError):
        return "Hier passen Werte nicht zusammen, zum Beispiel eine Zahl und ein Text in einem Vergleich."
    return f"Der Ausdruck lässt sich nicht auswerten ({type(error).__name__})."


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of one document; see the module.

    Args:
        world: what the views of the document share; it counts.
    """

    intercepted_binops = frozenset(_OPERATORS)
    context_class = _Names
    template_class = _Bounded

    def __init__(self, world: World) -> None:
        super().__init__(autoescape=True, undefined=Unknown, finalize=_printed, cache_size=0)
        self.world = world
        self.globals = {"range": _range}
        self.filters = filters(world)
        self.tests = {name: JINJA_TESTS[name] for name in TESTS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a view, what ``loop`` knows, or nothing."""
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """The same for ``a["b"]`` and for filters that name an attribute."""
        if isinstance(obj, Undefined):
            return obj
        if isinstance(obj, LoopContext) and argument in LOOP:
            return getattr(obj, argument)
        found = read(obj, argument)
        return self.undefined(name=str(argument)) if found is MISSING else found

    def is_safe_callable(self, obj: Any) -> bool:
        """Only ``range``."""
        return obj is _range

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic with numbers, exact and within bounds; texts are joined with ``~``."""
        if any(operand is None or isinstance(operand, Open) for operand in (left, right)):
            return Open()
        numbers = number_of(left), number_of(right)
        if operator == "/" and numbers[1] == 0:
            raise RenderError("Hier wird durch null geteilt.")
        result = _OPERATORS[operator](*numbers)
        if max(abs(result.numerator), result.denominator) > _MAX_NUMBER**2:
            raise RenderError("Hier wird mit zu großen Zahlen gerechnet.")
        if type(left) is type(right) is int and result.denominator == 1:
            return int(result)
        kinds = [type(operand) for operand in (left, right) if isinstance(operand, Euro | Vzae | Percent)]
        kind = Number if not kinds or (operator == "/" and len(kinds) > 1) else kinds[0]
        return kind(round_half_up(result, EXACT_DIGITS))

    def compile(self, source: Any, *args: Any, **kwargs: Any) -> Any:
        """Compile what is allowed, with loops and joined texts that are counted."""
        try:
            tree = self.parse(source) if isinstance(source, str) else source
            for line, what in forbidden(tree):
                raise Failure(f"„{what}“ gibt es in Vorlagen nicht.", line)
            for loop in tree.find_all(nodes.For):
                loop.iter = _filter(loop.iter, "_walked")
            return super().compile(_counted(tree), *args, **kwargs)
        except (TemplateSyntaxError, RecursionError) as error:
            raise Failure("Die Anweisungen sind nicht zu lesen.", getattr(error, "lineno", 0)) from error


@pass_context  # which also keeps Jinja from printing constants by itself, and not in German
def _printed(_: Context, value: Any) -> str:
    """What stands in the document."""
    return german(value)


def _range(*numbers: int) -> range:
    """``range`` for some empty rows, not for endless ones."""
    made = range(*numbers)
    if len(made) > _MAX_RANGE:
        raise RenderError(f"range zählt höchstens bis {_MAX_RANGE}.")
    return made


def _filter(node: Any, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None, lineno=node.lineno)


def _counted(tree: Any) -> Any:
    """The tree with ``a ~ b`` replaced by a filter that bounds what it joins."""
    for name, value in tree.iter_fields():
        if isinstance(value, nodes.Node):
            setattr(tree, name, _counted(value))
        elif isinstance(value, list):
            setattr(tree, name, [_counted(item) if isinstance(item, nodes.Node) else item for item in value])
    if not isinstance(tree, nodes.Concat):
        return tree
    return _filter(nodes.List(tree.nodes, lineno=tree.lineno), "join")
