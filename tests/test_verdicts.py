"""No number and no verdict is made in the report: rows have the numbers, `verdicts` what may be said of them.

How numbers are written is for `numbers.rounding`, where they are drawn for `report/parts`.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import gezondmenu as gm
from gezondmenu import verdicts, verdicts_of_value
from gezondmenu.report.rows.row import NAN, Row

REPORT = Path(gm.__file__).parent / "report"
MODULES = sorted(path for room in ("rows", "words", "sections") for path in (REPORT / room).rglob("*.py"))
NUMBERS = {"value", "lower", "upper", "n", "numerator", "denominator"}
ARITHMETIC = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def holds(node: ast.AST, bound: set[str]) -> bool:
    """Whether an expression is a number of a row, or may be one; what a function makes of it is the function's."""
    if isinstance(node, ast.Attribute):
        return node.attr in NUMBERS
    if isinstance(node, ast.Name):
        return node.id in bound
    if isinstance(node, ast.Call | ast.Compare | ast.JoinedStr | ast.Lambda):
        return False
    if isinstance(node, ast.IfExp):
        return holds(node.body, bound) or holds(node.orelse, bound)
    if isinstance(node, ast.ListComp | ast.SetComp | ast.GeneratorExp):
        return holds(node.elt, bound)
    return any(holds(child, bound) for child in ast.iter_child_nodes(node))


def names_in(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def bound_names(function: ast.AST) -> set[str]:
    """Names that stand for a number of a row somewhere in a function."""
    pairs: list[tuple[ast.AST, ast.AST]] = []
    for node in ast.walk(function):
        if isinstance(node, ast.Assign):
            pairs += [(target, node.value) for target in node.targets]
        elif isinstance(node, ast.AnnAssign | ast.NamedExpr | ast.AugAssign) and node.value is not None:
            pairs.append((node.target, node.value))
        elif isinstance(node, ast.For | ast.comprehension):
            pairs.append((node.target, node.iter))
    bound: set[str] = set()
    while found := {name for target, value in pairs if holds(value, bound) for name in names_in(target)} - bound:
        bound |= found
    return bound


def made_numbers(tree: ast.AST) -> list[tuple[int, str]]:
    """Where numbers of rows are reckoned with or judged: the line, and what stands there."""
    found = []
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        bound = bound_names(function)
        for node in ast.walk(function):
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ARITHMETIC):
                sides = [node.left, node.right] if isinstance(node, ast.BinOp) else [node.target, node.value]
            elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
                sides = [node.operand]
            elif isinstance(node, ast.Compare) and any(isinstance(op, ORDER) for op in node.ops):
                sides = [node.left, *node.comparators]
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("sum", "abs"):
                sides = list(node.args)
            else:
                continue
            if any(holds(side, bound) for side in sides):
                found.append((node.lineno, ast.unparse(node)))
    return sorted(set(found))


def thresholds(tree: ast.AST) -> list[tuple[int, str]]:
    """Where anything but the length of a list is compared with a number other than 0 and 1."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare) or not any(isinstance(op, ORDER) for op in node.ops):
            continue
        sides = [node.left, *node.comparators]
        if any(isinstance(side, ast.Call) and ast.unparse(side.func) == "len" for side in sides):
            continue
        numbers = [
            part.value
            for side in sides
            if not isinstance(side, ast.Subscript)
            for part in ast.walk(side)
            if isinstance(part, ast.Constant) and isinstance(part.value, int | float)
        ]
        if set(numbers) - {0, 1}:
            found.append((node.lineno, ast.unparse(node)))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(REPORT)))
def test_no_number_and_no_verdict_is_made_in_the_report(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert made_numbers(tree) == []
    draws = path.name.startswith("figures") or path.name == "axis.py"
    assert draws or thresholds(tree) == []


@pytest.mark.parametrize(
    "made",
    [
        "entry.value / 100",
        "-entry.lower",
        "entry.value > 0",
        "0 < entry.value <= 100",
        "sum(entry.value for entry in rows)",
        "[low + 1 for low in (entry.lower, entry.upper)]",
        "best.lower <= least.upper",
        "value - then if (value := entry.value) else 0",
    ],
)
def test_what_is_a_number_made_in_the_report(made):
    assert made_numbers(ast.parse(f"def words(entry):\n    return {made}"))


@pytest.mark.parametrize("judged", ["percent >= 100", "0.4 < abs(value)", "width < 10"])
def test_what_is_a_threshold_in_the_report(judged):
    assert thresholds(ast.parse(judged))
    assert not thresholds(ast.parse("len(values) < 2 and step > 1"))


@pytest.mark.parametrize("read", ["number(entry.value)", "entry.value == entry.value", "scale.x(entry.value) + 8"])
def test_reading_a_number_is_none(read):
    assert not made_numbers(ast.parse(f"def words(entry):\n    return {read}"))


# ---------------------------------------------------------------------------------------------------- the verdicts


def told(value: float, lower: float = NAN, upper: float = NAN, unit: str = "points", status: str = "ok") -> Row:
    return Row("A", "2025", "all", "x", value, lower, upper, unit, status=status)


def test_the_verdict_of_a_comparison():
    clear, unclear = told(2.0, 0.5, 3.5), told(2.0, -0.5, 4.5)
    fine, absent, large, few = told(0.04), told(NAN, status="absent"), told(0.06), told(NAN, status="too few")
    assert verdicts.of_comparison(clear, fine, absent) == "clear"
    assert verdicts.of_comparison(clear, large, absent) == verdicts.of_comparison(clear, fine, large) == "chance"
    assert verdicts.of_comparison(clear, few, absent) == verdicts.of_comparison(told(2.0), fine, fine) == "few areas"
    assert verdicts.of_comparison(unclear, fine, fine) == "unclear"
    assert verdicts.of_comparison(told(NAN, status="suppressed"), fine, fine) == "hidden"
    assert verdicts.of_comparison(absent, fine, fine) == ""


def test_a_ratio_is_clear_and_more_beside_one():
    assert verdicts.is_clear(told(1.3, 1.1, 1.5, "ratio"))
    assert verdicts.is_more(told(1.3, unit="ratio"))
    assert not verdicts.is_more(told(0.9, unit="ratio"))
    assert not verdicts.is_clear(told(0.9, 0.7, 1.1, "ratio"))


def test_small_changes_are_no_news():
    assert verdicts.is_small_growth(told(-2.9))
    assert not verdicts.is_small_growth(told(3.0))
    assert verdicts.are_close_counts(told(102.0), told(100.0))
    assert not verdicts.are_close_counts(told(104.0), told(100.0))
    assert verdicts.are_close_counts(told(0.0), told(0.0))


def test_a_group_takes_part_more_or_less_where_that_is_clear_and_large_enough():
    assert verdicts.takes_part_more(told(1.05, 1.01, 1.1))
    assert not verdicts.takes_part_more(told(1.04, 1.01, 1.1))
    assert not verdicts.takes_part_more(told(1.2, 0.9, 1.5))
    assert verdicts.takes_part_less(told(0.95, 0.9, 0.99))


def test_how_much_a_group_takes_part_follows_the_ratio_unless_its_interval_holds_one():
    ratios = (0.39, 0.5, 0.94, 1.0, 1.05, 1.5, 1.8, 2.0, 2.2, 3.0)
    assert [verdicts.how_much(told(ratio)) for ratio in ratios] == [
        "much less", "half as much", "less", "as much", "more", "one and a half times", "almost twice", "twice",
        "more than twice", "times",
    ]  # fmt: skip
    assert verdicts.how_much(told(1.8, 0.9, 2.1)) == ""


def test_parts_of_a_payer_are_apart_from_five_points_on():
    assert verdicts_of_value.pays_a_larger_part(told(-5.0))
    assert not verdicts_of_value.pays_a_larger_part(told(-4.9))
    assert verdicts_of_value.gains_a_larger_part(told(5.0))
    assert not verdicts_of_value.gains_a_larger_part(told(NAN, status="absent"))
    assert verdicts.farthest([told(-7.0), told(6.0)]).value == -7.0


def test_an_assumption_turns_the_answer_where_its_ends_lie_on_both_sides_of_zero():
    assert verdicts_of_value.turns(told(NAN, -1.0, 2.0))
    assert not verdicts_of_value.turns(told(NAN, 0.0, 2.0))


def test_thresholds_stand_in_one_module():
    """No module of the report gives a name to a number that decides what may be said."""
    fixed = {name for name in vars(verdicts) if name.isupper()}
    for path in REPORT.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        named = {
            t.id for node in tree.body if isinstance(node, ast.Assign) for t in node.targets if isinstance(t, ast.Name)
        }
        assert not named & fixed, path
