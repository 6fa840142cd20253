"""A program built in Python instead of a file: from a staffing list to the Finanzierungsplan."""

from datetime import date
from decimal import Decimal

import kimcore
from kimcore.model import Kommune, KommuneKind, Program, Stelle, YearAmount

STAFF = [  # Stelle, kind, VZÄ, planned cost in euro
    ("Koordination 1", "koordination", "1.0", "82000.00"),
    ("Koordination 2", "koordination", "0.5", "41500.00"),
    ("Verwaltungsassistenz", "verwaltungsassistenz", "0.5", "29800.00"),
]

program = Program(
    foerderprogramm="kim-nrw",
    title="KIM in Beispielstadt (erfunden)",
    fictional=True,
    stand=date(2025, 1, 10),
    kommune=Kommune(id="beispielstadt", name="Beispielstadt", kind=KommuneKind.KREISFREIE_STADT, ags="05997000"),
    stellen=tuple(
        Stelle(
            id=f"stelle-{number}",
            title=title,
            baustein="baustein-1",
            kind=kind,
            vzae=Decimal(vzae),
            costs=(YearAmount(year=2025, amount=Decimal(cost)),),
        )
        for number, (title, kind, vzae, cost) in enumerate(STAFF, start=1)
    ),
)

kim = kimcore.Kimcore()
kim.save(program, "beispielstadt.yaml")
result = kim.export(program, "finanzierungsplan", "finanzierungsplan-beispielstadt-2025.xlsx", year=2025)
print(result.path)
