"""All checks together: their codes, their page in the docs, how they are loaded, real programs."""

import importlib.util
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

import kimcore.checks
from kimcore.checks import BUILTIN_CHECKS
from kimcore.checks.base import Check
from kimcore.context import Context, year_of
from kimcore.files import load
from kimcore.findings import Severity
from kimcore.model import Profile
from kimcore.model.privacy import reduce
from kimcore.richtlinien import Rates, RuleSet
from kimcore.richtlinien.loader import builtin_resources, load_rules

ROOT = Path(__file__).parents[2]
PROGRAMS = sorted((ROOT / "examples" / "programs").glob("*.yaml"))


@cache
def _kim_nrw() -> RuleSet:
    return load_rules(next(entry for entry in builtin_resources() if entry.name == "kim-nrw.yaml"))


@pytest.mark.parametrize("check", BUILTIN_CHECKS, ids=lambda check: check.code)
def test_every_check_says_what_it_is(check):
    """Each check has a code of its group, a German sentence as its title, a severity, and a word on why."""
    assert issubclass(check, Check)
    assert re.fullmatch(r"KIM-(REF|KOM|STE|FIN|FRI|BED|STR|DSG|VOR|TXT)-\d{3}", check.code)
    assert re.fullmatch(r"[A-ZÄÖÜ].{10,160}\.", check.title)
    assert isinstance(check.severity, Severity)
    assert check.citation is None or len(check.citation) > 5
    assert check.__doc__
    assert check.run.__doc__


def test_codes_are_unique_and_count_from_one():
    """No code is used twice, and the numbers of a group have no gaps."""
    codes = sorted(check.code for check in BUILTIN_CHECKS)
    assert len(set(codes)) == len(codes)
    groups = {code[:7] for code in codes}
    for group in groups:
        numbers = [int(code[-3:]) for code in codes if code.startswith(group)]
        assert numbers == list(range(1, len(numbers) + 1))
    assert len({check.title for check in BUILTIN_CHECKS}) == len(codes)


def test_every_check_is_documented():
    """The page of all checks is the one that the generator writes, with every code, title and severity."""
    path = ROOT / "tools" / "checks_page.py"
    spec = importlib.util.spec_from_file_location("checks_page", path)
    generator = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generator)
    text = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert text == generator.page(), "docs/checks.md is not current: run tools/checks_page.py"
    for check in BUILTIN_CHECKS:
        assert f"| `{check.code}` | {check.title} | {check.severity.value} | {check.citation or '–'} |" in text


def test_nothing_heavy_is_loaded():
    """The base class loads no check, and all checks together load no office library."""
    code = (
        "import sys; import kimcore.checks.base; assert 'kimcore.checks.catalogue' not in sys.modules; "
        "from kimcore.checks import BUILTIN_CHECKS; assert BUILTIN_CHECKS; "
        "print(sorted({'openpyxl', 'docx', 'lxml', 'numpy', 'rich', 'click'} & set(sys.modules)))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"


def test_the_package_offers_nothing_else():
    """Another name than BUILTIN_CHECKS is an AttributeError as in any module."""
    with pytest.raises(AttributeError, match="has no attribute 'CHECKS'"):
        _ = kimcore.checks.CHECKS


def test_an_empty_program_has_no_fehler(make, run):
    """A program that only names its Kommune is unfinished, not wrong, for every reader."""
    for profile in Profile:
        assert [finding for check in BUILTIN_CHECKS for finding in run(check, make.program(), profile=profile)] == []


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
@pytest.mark.parametrize("profile", list(Profile), ids=lambda profile: profile.value)
def test_the_example_programs_have_no_fehler(path, profile):
    """What real municipalities published is incomplete, not wrong: no example has a fehler, for any reader or year."""
    rules, program = _kim_nrw(), load(path)
    for year in range(2020, year_of(program) + 1):
        context = Context(
            program=reduce(program, profile), year=year, profile=profile, rates=Rates(rules, program.rates)
        )
        found = [finding for check in BUILTIN_CHECKS for finding in check().run(program, context)]
        assert [str(finding) for finding in found if finding.severity is Severity.FEHLER] == []


def test_all_eight_programs_are_looked_at():
    """The examples are six real municipalities and two invented ones."""
    assert len(PROGRAMS) == 8
