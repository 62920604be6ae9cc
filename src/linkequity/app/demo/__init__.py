"""The worked example: an invented accounting firm's site, its backlinks and its search data.

>>> import tempfile, pathlib
>>> with serve_demo(pathlib.Path(tempfile.mkdtemp()), port=0) as site:
...     site.origin.startswith("http://127.0.0.1:")
True
"""

from linkequity.app.demo.build import DemoSite, build_demo
from linkequity.app.demo.serve import DEFAULT_PORT, serve_demo

__all__ = ["DEFAULT_PORT", "DemoSite", "build_demo", "serve_demo"]
