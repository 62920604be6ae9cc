"""Sums of the series b + dPᵀb + (dPᵀ)²b + …, which solve x = b + dPᵀx, for many b at once.

Each step has ρ times the mass of the one before it; once the steps keep their shape, all that are
still to come are ρ/(1−ρ) times the last one. Their error follows from what the shape still
changes, e = dPᵀb − ρb: at most ‖e‖₁/((1−ρ)(1−d)). Sites whose menus mix equity fast need some 15
steps for this instead of 100.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from linkequity.base.errors import NotConverged

Block: TypeAlias = npt.NDArray[np.float64]
MAX_STEPS = 2000


@dataclass(frozen=True)
class Sum:
    """The sums (n×k, a column for each b), and the steps they took."""

    total: Block
    steps: int


def sum_steps(
    onward: Callable[[Block], Block], block: Block, damping: Block, tolerance: float
) -> Sum:
    """Sum the series of `onward`, a linear map of blocks, from `block` (n×k, not negative).

    Column k loses mass by `damping[k]` or more at each step. Each column of the answer is within
    `tolerance` × its size of the solution, in the 1-norm. Raises NotConverged where MAX_STEPS are
    not enough.
    """
    step, mass = block, block.sum(axis=0)
    total, allowed = block.copy(), tolerance * mass * (1 - damping)
    for steps in range(1, MAX_STEPS + 1):
        following = onward(step)
        following_mass = following.sum(axis=0)
        ratio = np.divide(following_mass, mass, out=np.zeros_like(mass), where=mass > 0)
        total += following
        if bool((np.abs(following - ratio * step).sum(axis=0) <= allowed * (1 - ratio)).all()):
            return Sum(total + following * (ratio / (1 - ratio)), steps)
        step, mass = following, following_mass
    raise NotConverged(
        f"after {MAX_STEPS} iterations the steps of the series still change shape",
        where="the flow of equity",
        hint="Look for infinite or negative weights and ratings; damping must be below 1.",
    )
