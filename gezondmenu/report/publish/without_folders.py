"""Texts that leave this machine, without its folders."""

from __future__ import annotations

import re

QUOTED_PATH = re.compile(r"""(['"])(?:[A-Za-z]:)?[\\/][^'"\n]*[\\/]([^'"\n\\/]+)\1""")
BARE_PATH = re.compile(r"""(?<![\w.:/<\\~-])(?:[A-Za-z]:)?[\\/](?:[^\s'"\\/:;,]+[\\/])+([^\s'"\\/]*)""")


def without_folders(text: str) -> str:
    """A text without the folders of this machine: of a path only the name of the file is left.

    Examples
    --------
    >>> without_folders("No such file: '/home/jan de vries/x.csv'; see /tmp/a/b.txt or https://example.org/a/b")
    "No such file: 'x.csv'; see b.txt or https://example.org/a/b"
    """
    return BARE_PATH.sub(r"\1", QUOTED_PATH.sub(r"\1\2\1", text))
