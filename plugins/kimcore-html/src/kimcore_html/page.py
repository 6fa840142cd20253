"""The page around the text: head with policy and provenance, header, navigation, footer."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.resources import files

from kimcore import Theme
from kimcore.blocks import Document
from kimcore.render.outline import Entry
from kimcore.values import format_date
from kimcore_html.blocks import field_list, notice_html
from kimcore_html.colours import dark, font, light, variables
from kimcore_html.inline import Inlines
from kimcore_html.markup import escape, start, tag, words
from kimcore_html.pictures import logo_html

__all__ = ["foot_html", "head_html", "header_html", "navigation_html", "script", "style"]

_DEEPEST = 3


def style(theme: Theme, document: Document, series: int) -> str:
    """The style sheet: the page's own with the colours and fonts of the theme.

    Args:
        theme: the corporate design.
        document: what stands on every printed page.
        series: how many series the largest chart has.
    """
    fonts = f"--font:{font(theme.font)};--heading-font:{font(theme.heading_font or theme.font)};"
    count = len(theme.series)
    looks = "".join(
        f".c{place}{{fill:var(--series-{place % count})}}.k{place}{{stroke:var(--series-{place % count})}}"
        for place in range(series)
    )
    return (
        f":root{{{fonts}--marks:#{theme.alert};{variables(light(theme))}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{variables(dark(theme))}}}}}\n"
        f"{_resource('page.css')}{looks}\n{_printed(document, theme)}"
    )


def script() -> str:
    """The script, without which the page is complete."""
    return _resource("page.js")


def _resource(name: str) -> str:
    return (files("kimcore_html") / name).read_text(encoding="utf-8")


def _printed(document: Document, theme: Theme) -> str:
    """What stands at the edges of every printed page."""
    properties = document.properties
    stand = f"Stand {format_date(properties.stand)} · {properties.state}"
    boxes = {
        "top-left": _css_text(properties.reference or properties.issuer),
        "top-right": f"{_css_text(' · '.join(properties.marks))};color:#{theme.alert};font-weight:bold",
        "bottom-left": _css_text(f"{document.title} · {stand}"),
        "bottom-right": '"Seite " counter(page) " von " counter(pages)',
    }
    return "@page{" + "".join(f"@{place}{{content:{content}}}" for place, content in boxes.items()) + "}\n"


def _css_text(text: str) -> str:
    """A text as a string of CSS that cannot end early."""
    return '"' + "".join(char if char.isalnum() or char in " .,·/-–" else f"\\{ord(char):x} " for char in text) + '"'


def head_html(document: Document, css: str) -> Iterator[str]:
    """The head: a policy that lets nothing be loaded, what the page is, where it comes from."""
    properties = document.properties
    policy = (
        f"default-src 'none'; img-src data:; style-src {_hash(css)}; script-src {_hash(script())}; "
        "base-uri 'none'; form-action 'none'"
    )
    yield f'<!DOCTYPE html>\n<html lang="de">\n<head>\n{start("meta", charset="utf-8")}\n'
    yield start("meta", http_equiv="Content-Security-Policy", content=policy) + "\n"
    yield start("meta", name="viewport", content="width=device-width, initial-scale=1") + "\n"
    yield start("meta", name="color-scheme", content="light dark") + "\n"
    marks = "".join(f"{mark} · " for mark in properties.marks)
    yield tag("title", escape(f"{marks}{document.title}")) + "\n"
    about = {
        "description": properties.subject, "author": properties.issuer, "keywords": ", ".join(properties.keywords),
        "generator": "kimcore", **dict(properties.custom),
    }  # fmt: skip
    for name, content in about.items():
        if content:
            yield start("meta", name=name, content=content) + "\n"
    yield f"<style>{css}</style>\n</head>\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def header_html(document: Document, theme: Theme, inlines: Inlines) -> Iterator[str]:
    """What stands above the text: marks, logo, issuer, title, and the facts a reader asks for first."""
    properties, cover = document.properties, document.cover
    if properties.marks:
        yield tag("p", words(" · ".join(properties.marks)), class_="marks")
    title = [logo_html(theme), tag("p", words(properties.issuer), class_="issuer")]
    title.append(tag("h1", words(document.title), id="titel"))
    if cover and cover.subtitle:
        title.append(tag("p", words(cover.subtitle), class_="subtitle"))
    yield tag("div", tag("div", *title, class_="inner"), class_="hero")
    facts = field_list(cover.fields, inlines) if cover and cover.fields else ""
    notice = notice_html(cover.notice) if cover and cover.notice else ""
    if facts or notice:
        yield tag("div", facts, notice, class_="inner facts")


def navigation_html(entries: Sequence[Entry]) -> str:
    """The table of contents, with the search, which shows where there is a script."""
    field = start("input", type="search", id="suche", autocomplete="off")
    search = tag("form", tag("label", "Suchen", for_="suche"), field, tag("p", role="status"),
                 tag("ol", class_="hits"), role="search", hidden=True)  # fmt: skip
    shown = [entry for entry in entries if entry.level <= _DEEPEST]
    contents = tag("details", tag("summary", "Inhalt"), "".join(_levels(shown)), open=True)
    return tag("nav", search, contents, aria_label="Inhalt")


def _levels(entries: Iterable[Entry]) -> Iterator[str]:
    """Lists within lists."""
    level = 0
    for entry in entries:
        if entry.level > level:
            yield "<ol><li>" * (entry.level - level)
        else:
            yield "</li></ol>" * (level - entry.level) + "</li><li>"
        level = entry.level
        number = tag("span", escape(entry.number), class_="number") + " " if entry.number else ""
        yield tag("a", number, words(entry.title), href=f"#{entry.bookmark}")
    yield "</li></ol>" * level


def foot_html(document: Document, notes: Sequence[str]) -> Iterator[str]:
    """The footnotes, and what the page is."""
    properties = document.properties
    if notes:
        yield tag("section", tag("h2", "Fußnoten", id="fussnoten"), tag("ol", *notes), role="doc-endnotes",
                  aria_labelledby="fussnoten")  # fmt: skip
    yield "</main>\n</div>\n"
    facts = (properties.issuer, f"Stand {format_date(properties.stand)}", properties.state, properties.reference)
    yield tag("footer", tag("p", words(" · ".join(filter(None, facts))), class_="inner")) + "\n"
    yield f"<script>{script()}</script>\n</body>\n</html>\n"
