"""A made-up group of walkers (verzonnen): its workbook with a sheet a month, and an export of a form.

What really happened is known here, so that tests can compare what was read with it.
"""

import csv
import datetime as dt
import io
import random

import openpyxl

PEOPLE = (
    *("Fatima el Amrani", "Jan Jansen", "Piet de Vries", "Maria Bakker", "Sanne Visser", "Ahmed Yilmaz", "Els Smit"),
    *("Kees Mulder", "Anna de Boer", "Willem Bos", "Ria Vos", "Henk Peters", "Joke Hendriks", "Mohammed Aydin"),
    *("Truus Dekker", "Gerda van Dijk", "Bert Willems", "Corrie Jacobs"),
)
"""Made-up names."""

MONTHS = {"sep": (9, (1, 8, 15, 22, 29)), "okt": (10, (6, 13, 20, 27)), "nov": (11, (3, 10, 17, 24))}
YEAR = 2025
WORKBOOK, FORM = "wandelgroep 2025.xlsx", "enquete wandelgroep.csv"
STATEMENTS = (
    "Het is goed voor mijn gezondheid",
    "Het is goed voor mijn buurt",
    "Het maakt mij blij",
    "Het is goed voor mijn contacten",
)
FORMS_SENT = 15


def presence():
    """Who walked when: day by day, the set of names."""
    luck = random.Random(20250901)
    likely = {name: luck.uniform(0.55, 0.95) for name in PEOPLE}
    days = [dt.date(YEAR, month, day) for month, numbers in MONTHS.values() for day in numbers]
    return {day: {name for name in PEOPLE if luck.random() < likely[name]} for day in days}


def write_workbook(folder):
    """The workbook as the organiser keeps it: titles, day numbers, x marks, an a for who called off, totals."""
    walked = presence()
    book = openpyxl.Workbook()
    book.remove(book.active)
    luck = random.Random(7)
    for sheet, (month, numbers) in MONTHS.items():
        days = [dt.date(YEAR, month, number) for number in numbers]
        page = book.create_sheet(sheet)
        page.append([f"Presentielijst wandelgroep De Dijk, {sheet} {YEAR} (verzonnen)"])
        page.append([])
        page.append(["Naam", *numbers, "Totaal", "Telefoon"])
        for name in PEOPLE:
            marks = ["x" if name in walked[day] else ("a" if luck.random() < 0.2 else None) for day in days]
            page.append([name, *marks, sum(name in walked[day] for day in days), "06-12345678"])
        page.append(["Totaal", *[len(walked[day]) for day in days]])
        page.append([])
        page.append(["a = afgemeld"])
    book.save(folder / WORKBOOK)


def write_form(folder):
    """The export of a Google form, with a question in one's own words."""
    luck = random.Random(11)
    answers = ("mee eens", "helemaal mee eens", "neutraal")
    rows = [["Tijdstempel", *STATEMENTS, "Wat wilt u nog kwijt?"]]
    for number in range(FORMS_SENT):
        moment = f"{14 + number % 3}-11-{YEAR} {9 + number % 8:02d}:{(7 * number) % 60:02d}:00"
        words = "" if number % 4 else f"Fijn dat we elke week samen gaan lopen, ook als het regent ({number})."
        rows.append([moment, *(luck.choice(answers) for _ in STATEMENTS), words])
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    (folder / FORM).write_text(text.getvalue(), encoding="utf-8")
