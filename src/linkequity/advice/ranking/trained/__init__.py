"""What freely licensed sites have taught, for sites with too few links of their own.

Made by scripts/train_ranker.py; sources and licences stand in README.md beside this file.
"""

from importlib import resources
from typing import Final

RANKER: Final = "ranker.txt"
PLACER: Final = "placer.txt"


def read_model(name: str) -> str:
    """A model as LightGBM writes it."""
    return (resources.files(__name__) / name).read_text(encoding="ascii")
