"""What every page we show has in common: its colours, and how charts are painted."""

from importlib.resources import files
from typing import Final

PARTS: Final = ("tokens", "charts")


def stylesheet() -> str:
    """The shared style sheet, which every page puts before its own."""
    return "".join(files(__name__).joinpath(f"{part}.css").read_text("utf-8") for part in PARTS)
