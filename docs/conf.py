"""The documentation site: the Markdown of this folder and README, and the interface from its docstrings."""

from posecoach import __version__

project = "PoseCoach"
author = "The PoseCoach maintainers"
release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.viewcode"]
html_theme = "furo"
html_title = "PoseCoach"
exclude_patterns = ["site"]
myst_heading_anchors = 3
myst_fence_as_directive: list[str] = []
autodoc_member_order = "bysource"
autodoc_typehints = "description"
# README and the pages link to files of the repository, which are no pages of the site.
suppress_warnings = ["myst.xref_missing", "myst.header", "image.not_readable", "misc.highlighting_failure"]
