"""Page numbers in the table of contents, counted by LibreOffice."""

import shutil
import subprocess
import sys

import attrs
import pytest
from tests.office import _need
from tests.render.books import book
from tests.render.documents import document, lines, render

from kimcore.blocks import Section
from kimcore.errors import FileError, RenderError, UsageError
from kimcore.render.excel import ExcelRenderer
from kimcore.render.theme import DEFAULT_THEME
from kimcore.render.word import WordRenderer, paging

CONTENT = document(Section(id="a", title="Anfang"), Section(id="b", title="Zweitens", new_page=True), contents=True)


def test_libreoffice_counts_pages(tmp_path):
    """Each heading gets the page it stands on; a document made again from the finished one is the same."""
    _need(shutil.which("soffice"), "LibreOffice")
    counted = WordRenderer().pages(CONTENT, DEFAULT_THEME)
    assert dict(counted.pages) == {"kim_a": 2, "kim_b": 3}
    path = tmp_path / "a.docx"
    path.write_bytes(render(counted))
    assert render(WordRenderer().again(CONTENT, path)) == path.read_bytes()
    assert "toc 1: 2\tZweitens\t3" in lines(*CONTENT.blocks, contents=True, pages=counted.pages)


def test_without_contents_nothing_is_counted(monkeypatch):
    """A document without lists has no place for page numbers, and nobody is asked for them."""
    monkeypatch.setattr(paging.shutil, "which", lambda _: pytest.fail("asked"))
    bare = attrs.evolve(CONTENT, contents=False)
    assert WordRenderer().pages(bare, DEFAULT_THEME) is bare


def test_a_document_without_page_numbers(tmp_path):
    """A document whose contents show no pages has none."""
    path = tmp_path / "a.docx"
    path.write_bytes(render(CONTENT))
    assert paging.counted_pages(path) == ()
    path.write_bytes(b"")
    with pytest.raises(FileError):
        paging.counted_pages(path)


def test_only_text_documents_have_pages(tmp_path):
    """A workbook has no table of contents; made again it is what it was."""
    workbook = book()
    with pytest.raises(UsageError, match="Seitenzahlen gibt es nur in Textdokumenten, nicht im Format „xlsx“"):
        ExcelRenderer().pages(workbook, DEFAULT_THEME)
    assert ExcelRenderer().again(workbook, tmp_path) is workbook


def test_without_libreoffice(monkeypatch):
    """Without LibreOffice the message says what to do instead."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(paging, "_USUAL", ())
    with pytest.raises(RenderError, match="Word ergänzt sie mit F9"):
        paging.count_pages(render(CONTENT))


def test_without_pypdf(monkeypatch):
    """Without pypdf the message names the extra that brings it."""
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: None)
    monkeypatch.setattr(shutil, "which", lambda _: "soffice")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    with pytest.raises(RenderError, match=r"pip install kimcore\[pages\]"):
        paging.count_pages(render(CONTENT))


@pytest.mark.parametrize(
    ("run", "message"),
    [
        (lambda *_, **__: None, "hat keine Seiten gezählt"),
        (lambda *_, **__: (_ for _ in ()).throw(subprocess.TimeoutExpired("soffice", 1)), "TimeoutExpired"),
    ],
)
def test_libreoffice_fails(monkeypatch, run, message):
    """A LibreOffice that hangs or writes nothing is named; no document is made without a word."""
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(shutil, "which", lambda _: "soffice")
    with pytest.raises(RenderError, match=message):
        paging.count_pages(render(attrs.evolve(CONTENT, contents=False)))
