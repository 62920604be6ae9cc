"""Functions compiled to machine code, kept from one start to the next where anything can be kept.

Importing this module imports numba, which takes half a second: only what solves should.
"""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])


def compiled(function: Function) -> Function:
    """Compile on the first call; no fast maths, so that sums are the same on every machine.

    numba refuses to cache, with a RuntimeError, where neither the package's folder nor the user's
    cache can be written to: then each start compiles anew.
    """
    made: Any
    try:
        made = numba.njit(function, cache=True, error_model="numpy", nogil=True)
    except RuntimeError:
        made = numba.njit(function, error_model="numpy", nogil=True)
    return cast(Function, made)
