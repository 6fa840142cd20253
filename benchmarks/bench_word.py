"""5,000 Steckbriefe and a table of 5,000 rows in Word: kimcore against docxtpl and python-docx.

Each Steckbrief is a heading, a table of eight labels with their values, and two paragraphs; the long table has eight
columns and a header row. All three write the same texts from the same attrs objects with styles of the same kind.
kimcore does more on the way: it sets money, days and typography in German, measures columns, and writes header, footer
and provenance; that is in its time. docxtpl renders a template that holds one Steckbrief (one row) in a loop;
python-docx fills each row by ``row.cells``, as its documentation shows. All import before the clock starts.

python-docx takes the longer for each row the more rows there are, so it is measured at the sizes that main() gives it:
its figures at 5,000 would take hours and are not guessed.

Run: python benchmarks/bench_word.py [ROUNDS]
"""

import gc
import io
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs

from kimcore.blocks import CellKind, Column, Document, Field, Fields, Paragraph, Properties, Section, Table
from kimcore.render.theme import DEFAULT_THEME
from kimcore.values import formats

MANY, FEW = 5_000, 500
WORDS = """
    Sprachmittlung Ehrenamt Begegnung Quartier Fortbildung Elterncafé Beratung Zugewanderte Übergang Schule Beruf
    Netzwerk Migration Integration Teilhabe Stadtteil Förderung Wohlfahrtspflege Ausländerbehörde Einbürgerung
    interkulturelle Öffnung der Verwaltung Case-Management für neu zugewanderte Familien im ländlichen Raum
""".split()  # noqa: SIM905 - reads as the text it makes
