"""A workbook as bytes, for a web tool: nothing is written to disk, findings come back as data."""

from pathlib import Path

import kimcore

KIM = kimcore.Kimcore()  # one session serves all threads
PROGRAMS = Path(__file__).parent / "programs"


def finanzierungsplan(name: str, year: int) -> tuple[int, bytes]:
    """Answer a request for the Finanzierungsplan of a municipality: HTTP status and body."""
    program = KIM.load(PROGRAMS / f"{name}.yaml")
    try:
        return 200, KIM.render(program, "finanzierungsplan", format="xlsx", year=year)
    except kimcore.ExportRefused as refused:
        lines = "\n".join(str(finding) for finding in refused.findings)
        return 422, lines.encode()


if __name__ == "__main__":
    for wanted in (2023, 2030):
        status, body = finanzierungsplan("unna", wanted)
        print(wanted, status, len(body))
