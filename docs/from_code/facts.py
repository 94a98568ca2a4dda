"""The prices and the other published figures that come with the package, each with its source and how sure it is."""

from __future__ import annotations

from importlib import resources

import pandas as pd

from from_code.markdown import facts_text, fields_text, plain
from gezondmenu.reference import read_reference

PRICES = "reference/prices"
FACTS = "reference/facts"
WIDEST = 8  # columns
RANGE = ("low", "high")


def names() -> list[str]:
    """The tables of facts, but for the prices."""
    files = resources.files("gezondmenu.reference").iterdir()
    return sorted(
        file.name.removesuffix(".csv") for file in files if file.name.endswith(".csv") and file.name != "prices.csv"
    )


def pages() -> dict[str, str]:
    """A page for each category of prices and each other table of facts, and the list of both."""
    prices = read_reference("prices")
    categories = dict(list(prices.groupby("category", sort=False)))
    made = {f"{PRICES}/{_file(name)}.md": _category(name, rows) for name, rows in categories.items()}
    made |= {f"{FACTS}/{name}.md": _facts(name) for name in names()}
    return {**made, "reference/prices.md": _prices(categories), "reference/facts.md": _list_of_facts()}


def _file(category: str) -> str:
    return "".join(letter if letter.isalnum() else "_" for letter in category)


def _category(category: str, rows: pd.DataFrame) -> str:
    return "\n\n".join([f"# Prices: {plain(category)}", *(_price(row) for _, row in rows.iterrows())]) + "\n"


def _price(row: pd.Series) -> str:
    others = [name for name in row.index if name not in ("id", "nl", "en", "value", "category", "unit", *RANGE)]
    value = f"**{plain(row['value'])}** {plain(row['unit'])}" if row["value"] else ""
    between = f"{plain(row['low'])} to {plain(row['high'])}" if row["low"] or row["high"] else ""
    fields = {"price": f"`{row['id']}`", "in Dutch": plain(row["nl"]), "value": value, "range": between}
    fields |= {_words(name): plain(row[name]) for name in others}
    return f"(price-{row['id']})=\n## {plain(row['en'])}\n\n{fields_text(fields)}"


def _prices(categories: dict[str, pd.DataFrame]) -> str:
    parts = [
        "# Prices",
        f"All {sum(map(len, categories.values()))} prices that come with the package, each with where it was found "
        "and how sure that is. Nothing is valued by default: a price is used where a table `chains` of a study asks "
        "for it.",
    ]
    for category, rows in categories.items():
        lines = ["| price | value | unit | of | how sure |", "| --- | --- | --- | --- | --- |"]
        lines += [
            f"| [{plain(row.en)}](#price-{row.id}) | {plain(row.value)} | {plain(row.unit)} | {row.price_year} "
            f"| {plain(row.confidence)}, {plain(row.found_how)} |"
            for row in rows.itertuples()
        ]
        parts += [f"## {plain(category).capitalize()}", "\n".join(lines)]
    listed = "\n".join(f"prices/{_file(name)}" for name in categories)
    return "\n\n".join([*parts, f"```{{toctree}}\n:hidden:\n:titlesonly:\n\n{listed}\n```"]) + "\n"


def _facts(name: str) -> str:
    table = read_reference(name)
    how = f'`gm.reference.read_reference("{name}")` gives this table, all cells as text.'
    filled = table.loc[:, (table != "").any()]
    alike = [column for column in filled if len(table) > 1 and filled[column].nunique() == 1]
    of_all = fields_text({_words(column): plain(filled[column].iloc[0]) for column in alike})
    return (
        "\n\n".join(part for part in (f"# {_title(name)}", how, of_all, _rows(filled.drop(columns=alike))) if part)
        + "\n"
    )


def _rows(table: pd.DataFrame) -> str:
    """A table of facts, or where it is too wide to read a list of its rows, each under its name."""
    if len(table.columns) <= WIDEST:
        return facts_text(table)
    heading = "en" if "en" in table else table.columns[0]
    return "\n\n".join(
        f"## {plain(row[heading])}\n\n{fields_text({_words(column): plain(cell) for column, cell in row.items()})}"
        for _, row in table.iterrows()
    )


def _words(column: str) -> str:
    return column.replace("_", " ")


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _list_of_facts() -> str:
    rows = [f"| [{_title(name)}](facts/{name}.md) | {len(read_reference(name))} |" for name in names()]
    return (
        "\n\n".join(
            [
                "# Published figures",
                "Figures and words of others that the package uses, each row with its source. Prices have "
                "[pages of their own](prices.md).",
                "\n".join(["| table | rows |", "| --- | --- |", *rows]),
                "```{toctree}\n:hidden:\n:titlesonly:\n\n" + "\n".join(f"facts/{name}" for name in names()) + "\n```",
            ]
        )
        + "\n"
    )
