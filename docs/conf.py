"""The documentation site: `sphinx-build -W -n -b html docs docs/_build`."""

from __future__ import annotations

import importlib.metadata
import os
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # a warning of the debugger in each kernel

from from_code import write_pages  # noqa: E402
from from_code.texts import with_links  # noqa: E402

project = "gezondmenu"
author = "The gezondmenu developers"
project_copyright = "the gezondmenu developers, MIT licence"
release = importlib.metadata.version("gezondmenu")
language = "en"

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_click",
    "sphinx_copybutton",
    "sphinx_design",
]
exclude_patterns = ["_build", "from_code"]

default_role = "code"
autodoc_typehints = "none"  # the docstrings say it in words
autodoc_member_order = "bysource"
napoleon_use_param = False
napoleon_use_rtype = False
napoleon_use_ivar = True

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
myst_links_external_new_tab = False

# Lessons and working notebooks are shown with the outputs that are committed (pytest --nbval runs them all again);
# pages in howto/ and explanation/ are run here, and a cell that fails stops the build.
nb_execution_mode = "force"
nb_execution_excludepatterns = ["tutorials/*", "notebooks/*"]
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 120
nb_merge_streams = True  # keep what %%bash prints short: it comes in pieces of 100 characters, each on a new line

html_theme = "pydata_sphinx_theme"
html_title = "gezondmenu"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_theme_options = {
    "navigation_with_keys": False,  # arrow keys scroll wide tables
    "show_toc_level": 2,
    "collapse_navigation": True,
    "navbar_align": "left",
    "header_links_before_dropdown": 6,
    "secondary_sidebar_items": ["page-toc"],
    "article_header_start": ["breadcrumbs"],
    "footer_start": ["copyright"],
    "footer_end": [],
    "pygments_light_style": "a11y-high-contrast-light",
    "pygments_dark_style": "a11y-high-contrast-dark",
}


# Types in docstrings are words for a reader; no inventory of other packages is fetched: a build needs no network.
nitpick_ignore_regex = [("py:class", r".*")]

MAY_COME = re.compile(r"^(\w+)\?$", re.MULTILINE)  # in a list of pages: only if there is such a page


def follow_links(app, docname, content) -> None:
    """Links of texts that are written for the source tree lead to pages of the site."""
    content[0] = MAY_COME.sub(lambda match: match[1] if (HERE / f"{match[1]}.md").exists() else "", content[0])
    if (HERE / f"{docname}.md").exists() and "/" not in docname:
        content[0] = with_links(content[0], f"docs/{docname}.md")


def named_arguments(app, ctx, lines) -> None:
    """Leave out an argument without a name, as the help of the command does; it is the last one."""
    if ".. option:: " in lines:
        del lines[lines.index(".. option:: ") :]


DUTCH = ("in-het-nederlands", "van-lijsten-naar-rapport")  # sections that a screen reader must read aloud in Dutch


def say_it_is_dutch(app, pagename, templatename, context, doctree) -> None:
    """Mark Dutch sections as Dutch."""
    dutch = rf'(<section [^>]*id="(?:{"|".join(DUTCH)})")>'
    context["body"] = re.sub(dutch, r'\1 lang="nl">', context.get("body", ""))


def setup(app) -> None:
    """Make the pages that are made, before Sphinx looks for pages."""
    app.connect("builder-inited", lambda app: write_pages(HERE))
    app.connect("source-read", follow_links)
    app.connect("html-page-context", say_it_is_dutch)
    app.connect("sphinx-click-process-arguments", named_arguments)
