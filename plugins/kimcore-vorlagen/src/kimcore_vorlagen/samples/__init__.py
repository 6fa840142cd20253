"""Templates to begin with, which show what templates can do; filled where nobody names another one."""

from functools import cache

from kimcore_vorlagen.package import Package, package_of

__all__ = ["KINDS", "sample", "sample_package"]

KINDS = ("docx", "xlsx")
"""The kinds of templates."""


def sample(kind: str) -> bytes:
    """A template to begin with.

    Args:
        kind: ``docx`` or ``xlsx``.
    """
    if kind == "docx":
        from kimcore_vorlagen.samples.word import letter  # noqa: PLC0415 - renders a document

        return letter()
    from kimcore_vorlagen.samples.excel import form  # noqa: PLC0415 - openpyxl takes its time

    return form()


@cache
def sample_package(kind: str) -> Package:
    """The same as a template that has been read."""
    return package_of(sample(kind), f"muster.{kind}", kind)
