"""Running a parameterised notebook: the one place that knows Papermill."""

from __future__ import annotations

import ast
import os
import tempfile
import warnings
from pathlib import Path
from typing import Any

from gezondmenu.given import check_path, not_there
from gezondmenu.language import message
from gezondmenu.reference import shipped
from gezondmenu.report.rows.readers import EVERYBODY
from gezondmenu.vocabulary import GezondmenuError

KERNEL = "python3"
TYPES = {"str": str, "int": int, "float": float, "bool": bool}
TIMEOUT_SECONDS = 600  # for one cell
TOLD_ON = ("GezondmenuError", "ModuleNotFoundError")
"""Errors whose words hold no row of a study."""


def find_notebook(name: str) -> Path:
    """A notebook of the package by name, or the path of one of your own.

    Raises
    ------
    GezondmenuError
        When there is neither.
    """
    own = check_path("notebook", name)
    if own.suffix == ".ipynb" and own.is_file():
        return own.resolve()
    try:
        return shipped(f"notebooks/{name}.ipynb")
    except GezondmenuError:
        every = shipped("notebooks").glob("*.ipynb")
        known = sorted(path.stem for path in every if not path.stem[:2].isdigit())
        template = message("there is no notebook {given}: give the path of an .ipynb file or one of {known}")
        raise not_there(template, [name], known) from None


def parameters_of(notebook: Path) -> dict[str, str]:
    """Name and type of every parameter of a notebook.

    Raises
    ------
    GezondmenuError
        When it has no cell tagged ``parameters``, or a parameter has no type.
    """
    from papermill import inspect_notebook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        parameters = inspect_notebook(str(notebook))
    if not parameters:
        raise GezondmenuError(
            "{notebook} has no cell tagged 'parameters', so it cannot be made for an area", notebook=notebook.name
        )
    types = {name: entry["inferred_type_name"] for name, entry in parameters.items()}
    untyped = [name for name, kind in types.items() if kind not in TYPES]
    if untyped:
        raise GezondmenuError(
            "{notebook}: write a type behind each parameter, such as 'area: str = \"\"': {untyped}",
            notebook=notebook.name,
            untyped=", ".join(untyped),
        )
    return types


def default_reader(notebook: Path) -> str:
    """For whom a notebook is where nobody says it: the default of its parameter ``reader``."""
    from papermill import inspect_notebook

    entry = inspect_notebook(str(notebook)).get("reader", {"default": "''"})
    return str(ast.literal_eval(entry["default"])) or EVERYBODY


def check_parameters(notebook: Path, parameters: dict[str, Any]) -> None:
    """Stop before anything runs when a parameter is unknown or of another type: Papermill would only warn.

    Raises
    ------
    GezondmenuError
        With the names and types that the notebook allows.
    """
    types = parameters_of(notebook)
    allowed = ", ".join(f"{name} ({kind})" for name, kind in sorted(types.items()))
    unknown = sorted(set(parameters) - set(types))
    if unknown:
        raise GezondmenuError(
            "{notebook} has no parameter {unknown}; it has {allowed}",
            notebook=notebook.name,
            unknown=", ".join(unknown),
            allowed=allowed,
        )
    for name, value in parameters.items():
        if type(value) is not TYPES[types[name]]:
            raise GezondmenuError(
                "{notebook}: parameter {name} must be {kind}, not {value}; the parameters are {allowed}",
                notebook=notebook.name,
                name=name,
                kind=types[name],
                value=repr(value),
                allowed=allowed,
            )


def execute(notebook: Path, parameters: dict[str, Any], holds_rows: bool = False) -> Any:
    """Run a notebook with these parameters and return it executed, without paths and times in its metadata.

    A kernel that dies or never answers (rather than a cell that fails) is tried once more. Of a notebook that
    `holds_rows` of persons the words of an error of Python or another package are not told on: they may hold a row.

    Raises
    ------
    GezondmenuError
        When a cell fails, with what it said.
    """
    from nbclient.exceptions import DeadKernelError
    from zmq.error import ZMQError

    check_parameters(notebook, parameters)
    try:
        executed = _run(notebook, parameters, holds_rows)
    except (DeadKernelError, RuntimeError, TimeoutError, OSError, ZMQError):
        executed = _run(notebook, parameters, holds_rows)
    executed.metadata.pop("papermill", None)
    for cell in executed.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
    return executed


def _run(notebook: Path, parameters: dict[str, Any], holds_rows: bool) -> Any:
    """Run a notebook through Papermill.

    The folder of the run is not changed: Papermill would change that of the whole process, under pages made beside it.
    """
    import nbformat
    from papermill import execute_notebook
    from papermill.exceptions import PapermillExecutionError

    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        output = Path(scratch) / "executed.ipynb"
        try:
            execute_notebook(
                str(notebook),
                str(output),
                parameters=parameters,
                kernel_name=KERNEL,
                progress_bar=False,
                execution_timeout=TIMEOUT_SECONDS,
                extra_arguments=["--log-level=CRITICAL"],
                config=_own_sockets(Path(scratch)),
            )
        except PapermillExecutionError as failure:
            if holds_rows and failure.ename not in TOLD_ON:
                raise GezondmenuError(
                    "cell {number} stopped with {kind}; run the notebook in JupyterLab to see why",
                    number=failure.cell_index,  # from 1, without the cell that papermill puts in
                    kind=failure.ename,
                ) from None
            raise GezondmenuError("{kind}: {reason}", kind=failure.ename, reason=failure.evalue) from None
        return nbformat.read(output, as_version=4)


def _own_sockets(scratch: Path) -> Any:
    """Settings by which a kernel listens at files of its own, where the system has such sockets.

    Ports are chosen before the kernel takes them, so of several kernels that start at once two may choose the same; the
    one that comes second dies, and who waits for it may wait forever.
    """
    from traitlets.config import Config

    if os.name != "posix":
        return Config()
    return Config({"KernelManager": {"transport": "ipc", "connection_file": str(scratch / "kernel.json")}})


def close_event_loop() -> None:
    """Close the event loop that running a notebook left in this thread: for threads of our own only."""
    from jupyter_core.utils import ensure_event_loop

    ensure_event_loop().close()
