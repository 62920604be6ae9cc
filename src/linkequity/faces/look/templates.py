"""How every template writes: escaped, cleaned, and with the same words for numbers and URLs."""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from linkequity.faces import words
from linkequity.faces.charts import share_bar

_CODE = re.compile(r"`([^`]+)`")


def environment(package: str) -> Environment:
    """For the templates of a package; what only they need is added by who asks."""
    made = Environment(
        loader=PackageLoader(package, "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    made.filters |= {
        "count": words.count,
        "units": words.units,
        "signed": words.signed,
        "moved": words.moved,
        "gained": words.gained,
        "share": words.share,
        "duration": words.duration,
        "moment": words.moment,
        "short": words.shorten,
        "cut": words.cut,
        "coded": _coded,
        "readable": words.readable_url,
        "file_name": words.file_name,
        "segment": words.segment_name,
    }
    made.tests["web"] = words.is_web
    made.globals |= {"counted": words.counted, "share_bar": share_bar}
    return made


def _coded(text: str) -> Markup:
    """Text of ours, what stands in backticks as code; markup in it is text all the same."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(words.plain(text)))))


def _clean(value: object) -> object:
    """Every string that a template writes passes here: nothing hidden, nothing reordered."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else words.plain(value)
