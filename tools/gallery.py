"""Makes the pictures of docs/gallery.md: pages of the sample documents, as LibreOffice prints them.

Needs LibreOffice and pdftoppm (poppler-utils). Run: python tools/gallery.py
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kimcore import Kimcore

ROOT = Path(__file__).parent.parent
PROGRAMS = ROOT / "examples" / "programs"
IMAGES = ROOT / "docs" / "images"
DOTS_PER_INCH = 60

PAGES = [  # picture, program, exporter, suffix, theme, page
    ("konzept-deckblatt", "musterstadt", "kim-konzept", ".docx", "sachlich", 1),
    ("konzept-struktur", "musterstadt", "kim-konzept", ".docx", "sachlich", 7),
    ("konzept-finanzierung", "musterstadt", "kim-konzept", ".docx", "sachlich", 14),
    ("konzept-klassisch", "musterstadt", "kim-konzept", ".docx", "klassisch", 4),
    ("integrationskonzept-massnahmen", "kreis-musterland", "integrationskonzept", ".docx", "sachlich", 10),
    ("integrationskonzept-zahlen", "kreis-musterland", "integrationskonzept", ".docx", "sachlich", 30),
    ("kurzprofil", "kreis-musterland", "kurzprofil", ".docx", "sachlich", 1),
    ("foerderantrag", "musterstadt", "foerderantrag", ".xlsx", "sachlich", 1),
    ("finanzierungsplan", "kreis-musterland", "finanzierungsplan", ".xlsx", "sachlich", 1),
]


def main() -> int:
    """Make every picture."""
    office, printer = shutil.which("soffice"), shutil.which("pdftoppm")
    if not office or not printer:
        sys.stderr.write("LibreOffice und pdftoppm werden gebraucht.\n")
        return 3
    kim = Kimcore(plugins=False)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for _, program, exporter, suffix, theme, _ in PAGES:
            path = folder / f"{program}-{exporter}-{theme}{suffix}"
            if not path.exists():
                kim.export(kim.load(PROGRAMS / f"{program}.yaml"), exporter, path, year=2025, theme=theme)
        profile = f"-env:UserInstallation={(folder / 'profil').as_uri()}"
        made = [str(path) for path in sorted(folder.glob("*.*x"))]
        convert = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", name, *made]
        subprocess.run(convert, check=True, capture_output=True)
        for picture, program, exporter, _, theme, page in PAGES:
            pdf, number = folder / f"{program}-{exporter}-{theme}.pdf", str(page)
            target = IMAGES / picture
            draw = [printer, "-r", str(DOTS_PER_INCH), "-f", number, "-l", number, "-singlefile", "-png"]
            subprocess.run([*draw, str(pdf), str(target)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
