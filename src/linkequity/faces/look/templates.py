"""How every template writes: escaped, cleaned, and with the same words for numbers and URLs."""

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from linkequity.faces import words
from linkequity.faces.charts import share_bar


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
        "share": words.share,
        "duration": words.duration,
        "moment": words.moment,
        "short": words.shorten,
        "readable": words.readable_url,
    }
    made.tests["web"] = words.is_web
    made.globals |= {"counted": words.counted, "share_bar": share_bar}
    return made


def _clean(value: object) -> object:
    """Every string that a template writes passes here: nothing hidden, nothing reordered."""
    return value if isinstance(value, Markup) or not isinstance(value, str) else words.plain(value)
