"""Installed plugins are found without importlib.metadata, and found to be the same ones."""

import sys
import zipfile
from importlib.machinery import PathFinder
from importlib.metadata import DistributionFinder, entry_points

import pytest

from kimcore.plugins.entries import Entry, entries
from kimcore.plugins.loader import load_plugins


@pytest.fixture
def only(tmp_path, monkeypatch):
    """Nothing is installed but what a test installs: metadata of packages in folders, by path and text."""

    def install(*packages):
        for path, points, *about in packages:
            folder = tmp_path / path
            folder.mkdir(parents=True)
            (folder / "entry_points.txt").write_text(points, encoding="utf-8")
            for text in about:
                (folder / ("PKG-INFO" if folder.suffix == ".egg-info" else "METADATA")).write_text(text, "utf-8")
        monkeypatch.setattr(sys, "path", [*(str(tmp_path / name) for name in ("eins", "zwei", "fehlt"))])
        return sorted(entries())

    return install


def test_the_same_as_importlib_finds():
    """Of what is installed here, each entry point is found with the name and the version of its package."""
    known = [(one.name, one.value, one.dist.name, one.dist.version) for one in entry_points(group="kimcore")]
    assert sorted(entries()) == sorted(known)
    assert len(known) >= 7


def test_what_is_read(only):
    """Only the group kimcore counts, with or without blanks; comments do not; the first package of a name counts."""
    about = "Metadata-Version: 2.1\nName: Kim.Csv\nVersion: 1.2\n\nName: im Text\n"
    found = only(
        ("eins/kim_csv-1.2.dist-info", "[console_scripts]\nx = y\n\n[kimcore]\n# a = b\ncsv=kim_csv\n", about),
        ("zwei/Kim.Csv-1.0.dist-info", "[kimcore]\nalt = kim_alt\n", about),
        ("zwei/entwickelt.egg-info", "[kimcore]\nhtml = paket.innen : Plugin.teil [extra]\n", "Name: html\n"),
        ("zwei/leer-1.dist-info", "[kimcore]\n\nnichts\n"),
        ("zwei/stumm-1.dist-info", "[kimcore]\nstumm = stumm\n"),
    )
    assert [(one.name, one.module, one.distribution, one.version) for one in found] == [
        ("csv", "kim_csv", "Kim.Csv", "1.2"),
        ("html", "paket.innen", "html", ""),
        ("stumm", "stumm", "stumm-1.dist-info", ""),
    ]


@pytest.mark.parametrize("value", ["json:decoder.JSONDecoder", "json : decoder . JSONDecoder [extra]"])
def test_what_is_loaded(value):
    """An entry point is a module, or an object in it; one that is not there says so."""
    assert Entry("x", value, "", "").load() is __import__("json").JSONDecoder
    assert Entry("x", "json", "", "").load() is __import__("json")
    with pytest.raises(AttributeError, match="gibtsnicht"):
        Entry("x", "json:gibtsnicht", "", "").load()


def test_in_a_zip(only, tmp_path, monkeypatch):
    """A plugin in a zip on ``sys.path`` is found, too, once, beside those in folders."""
    only(("eins/kim_csv-1.2.dist-info", "[kimcore]\ncsv = kim_csv\n", "Name: kim-csv\nVersion: 1.2\n"))
    with zipfile.ZipFile(tmp_path / "plugin.zip", "w") as target:
        target.writestr("kim_zip-3.dist-info/entry_points.txt", "[kimcore]\nzip = kim_zip\n")
        target.writestr("kim_zip-3.dist-info/METADATA", "Name: kim-zip\nVersion: 3\n")
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path / "plugin.zip"), str(tmp_path / "eins")])
    assert sorted(entries()) == [("csv", "kim_csv", "kim-csv", "1.2"), ("zip", "kim_zip", "kim-zip", "3")]


def test_behind_a_finder(only, monkeypatch):
    """Where a tool has a finder of its own for packages, Python is asked for all of them."""

    class Finder(DistributionFinder):
        def find_spec(self, *_):
            return None

        def find_distributions(self, context=DistributionFinder.Context()):  # noqa: B008 - as importlib has it
            return PathFinder.find_distributions(context)

    only(("eins/kim_csv-1.2.dist-info", "[kimcore]\ncsv = kim_csv\n", "Name: kim-csv\nVersion: 1.2\n"))
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    assert list(entries()) == [("csv", "kim_csv", "kim-csv", "1.2")]


def test_a_plugin_that_cannot_be_imported(only, monkeypatch):
    """An installed plugin whose module is missing is listed with its package, its version and the reason."""
    only(("eins/kim_csv-1.2.dist-info", "[kimcore]\ncsv = gibtsnicht\n", "Name: kim-csv\nVersion: 1.2\n"))
    monkeypatch.delenv("KIMCORE_PLUGINS")
    (info,) = load_plugins(own=False).listed()
    assert (str(info), info.reason) == ("csv (kim-csv 1.2)", "ModuleNotFoundError: No module named 'gibtsnicht'")
