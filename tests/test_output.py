"""What the command prints arrives in every code page."""

import os
import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "encoding", ["cp1252", *(pytest.param(name, marks=pytest.mark.slow) for name in ("ascii", "cp437", "utf-8"))]
)
def test_findings_in_a_code_page_without_arrows(tmp_path, encoding):
    (tmp_path / "areas.csv").write_text("area,name,population\n01,Noord حي,veel\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", "from gezondmenu.cli import main; main()", "check", str(tmp_path), "--language", "en"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding},
        check=False,
    )
    assert ended.returncode == 2
    text = ended.stdout.decode("utf-8" if encoding == "ascii" else encoding)  # click writes UTF-8 instead of ASCII
    assert "This must be a number." in text
    assert "Traceback" not in ended.stderr.decode(encoding)
