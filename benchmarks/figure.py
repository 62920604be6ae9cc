"""One measured number, and whether it is what it should be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A figure; `target` is an upper limit in the same unit, None where there is none.

    `value` None means that it could not be measured here, for want of data or a peer.
    """

    name: str
    value: float | None
    unit: str
    target: float | None = None

    def line(self) -> str:
        """The figure as a line of the output."""
        target = "-" if self.target is None else f"<={self.target:g}"
        value = "skipped" if self.value is None else f"{self.value:.4g}"
        return "\t".join((self.name, value, self.unit, target, self.verdict))

    @property
    def verdict(self) -> str:
        """`met`, `short`, or `-` where there is nothing to compare."""
        if self.value is None or self.target is None:
            return "-"
        return "met" if self.value <= self.target else "short"
