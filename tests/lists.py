"""Lists as people keep them, written to a folder and read back, for tests."""

import csv
import io
import sys

import openpyxl

from gezondmenu.study.findings import Findings
from gezondmenu.study.read.typed import joined
from gezondmenu.study.reading import study_language
from gezondmenu.study.sources.entries import read_entries
from gezondmenu.study.sources.intake import ask_open, write_proposals
from gezondmenu.study.sources.mapping import read_sources


def write_list(folder, name, cells):
    """A file of cells: rows of a text file, or rows by name of sheet of a workbook."""
    path = folder / name
    if path.suffix == ".xlsx":
        book = openpyxl.Workbook()
        book.remove(book.active)
        for sheet, rows in (cells if isinstance(cells, dict) else {"Blad1": cells}).items():
            page = book.create_sheet(sheet)
            for row in rows:
                page.append([cell if cell != "" else None for cell in row])
        book.save(path)
    else:
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(cells)
        path.write_bytes(text.getvalue().encode("utf-8"))
    return path


LAST = "the last answer that fits"


def rows_of(text):
    """Rows of cells of a text with a row a line and `|` between cells."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip("\n").split("\n")]


def sit_at_a_terminal(monkeypatch):
    """Let the command line take it that somebody can answer."""
    for name, module in list(sys.modules.items()):
        if name.startswith("gezondmenu.cli") and hasattr(module, "is_terminal"):
            monkeypatch.setattr(module, "is_terminal", lambda: True)


def take_in(folder, answers=None):
    """Propose and answer as the command does: the rows read by table, the findings, and the questions put."""
    asked = []

    def ask(question, options):
        asked.append(question)
        answer = next((answer for words, answer in (answers or {}).items() if words in question), None)
        return options[-1] if answer == LAST else answer

    language = study_language(folder)
    write_proposals(folder, language)
    ask_open(folder, language, ask)
    findings = Findings()
    typed, _ = read_sources(folder, read_entries(folder, findings), {}, findings)
    names = {table.table.name for table in typed}
    tables = {name: joined([table for table in typed if table.table.name == name]) for name in names}
    return tables, findings.frame("en"), asked


def readings(tables):
    """Each row that was read as text: day, activity, and visits or person."""
    lines = []
    for name in ("sessions", "attendance"):
        if name in tables:
            frame = tables[name].frame
            last = "visits" if name == "sessions" else "person"
            for row in frame.itertuples():
                day = "?" if row.date != row.date else f"{row.date:%Y-%m-%d}"
                lines.append(f"{day} {row.activity} {getattr(row, last)}")
    return sorted(lines)
