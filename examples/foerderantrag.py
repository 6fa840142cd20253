"""A Förderantrag in ten lines: load, check, export."""

from pathlib import Path

import kimcore

kim = kimcore.Kimcore()
program = kim.load(Path(__file__).parent / "programs" / "musterstadt.yaml")
for finding in kim.check(program, exporter="foerderantrag", year=2025):
    print(finding)
result = kim.export(program, "foerderantrag", "foerderantrag-musterstadt-2025.xlsx", year=2025)
print(result.path, result.sha256)
