"""The rules that make facts of DUO's rows, as the layouts of Ingest have them.

A fact: measure, period, vestiging, leerweg, leerjaar, profiel or afdeling, sector, geslacht, lwt,
low, high, file, row, column.
"""
import re

LEERWEG = {
    "Brugjaar 1-2": (None, (1, 2)),
    "VMBO BL lj 3-4": ("BB", (3, 4)),
    "VMBO KL lj 3-4": ("KB", (3, 4)),
    "VMBO GL lj 3-4": ("GL", (3, 4)),
    "VMBO TL lj 3-4": ("TL", (3, 4)),
}
EXAM = re.compile(r"(EXAMENKANDIDATEN|GESLAAGDEN) SCHOOLJAAR \d{4}-(\d{4}) - (\w+)$")


def peildatum(name):
    return int(re.search(r"(\d{4})\.csv$", name)[1])


def bounds(cell):
    return (1, 4) if cell == "<5" else (int(cell), int(cell))


def of_pupils(header, name):
    """A function from (row number, fields) to facts, for a pupil file."""
    year = peildatum(name)
    columns = [(int(h[23]), h[27:].lower(), i) for i, h in enumerate(header) if h.startswith("LEER-")]

    def facts(number, row):
        rule = LEERWEG.get(row[5])
        if not rule:
            return
        leerweg, leerjaren = rule
        code = row[0] + row[1].zfill(2)
        for leerjaar, geslacht, index in columns:
            if leerjaar in leerjaren:
                low, high = bounds(row[index])
                yield (
                    "leerlingen", year, code, leerweg, leerjaar, row[7], row[6], geslacht, 0,
                    low, high, number, header[index],
                )

    return facts


def of_exams(header, name):
    """The same for an exam file."""
    columns = [(m[1].lower(), int(m[2]), m[3].lower(), i) for i, h in enumerate(header) if (m := EXAM.match(h))]

    def facts(number, row):
        if row[4] != "VMBO":
            return
        words = row[6].split(" ", 3)
        lwt = words[1] == "LWT"
        leerweg = "BB" if lwt else words[1] + ("L" if words[1] in "GT" else "B")
        sector = words[3] if len(words) > 3 else None
        for measure, year, geslacht, index in columns:
            # Before exam year 2019 TL is not split by sector: a zero there is no fact.
            if leerweg == "TL" and sector and year < 2019 and row[index] == "0":
                continue
            low, high = bounds(row[index])
            yield (
                measure, year, row[1], leerweg, None, None, sector, geslacht, lwt, low, high,
                number, header[index],
            )

    return facts


def maker(header, name):
    return of_pupils(header, name) if len(header) == 22 else of_exams(header, name)
