"""Loops over arrays, compiled to machine code where there is much to do, and run as they are else.

Compiling all of them takes some 25 seconds on a new machine and even loading them half a second:
more than a site of a few hundred pages needs without. So numba is imported when a call is first
large enough, or small ones add up, and what it compiled is kept from one start to the next where
anything can be kept.
"""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from types import FunctionType
from typing import Any, TypeVar, cast

import numpy as np

Function = TypeVar("Function", bound=Callable[..., Any])
# Interpreted, an element of an array costs about a microsecond a pass. Sweeps are many passes, for
# many models: below this many elements they take a second all together.
SMALL = 20_000
# Choosing links together solves a site some hundred times over: small calls, but many. Those of so
# many elements have taken as long as fetching machine code, which the others then use.
MANY = 3_000_000


def compiled(function: Function) -> Function:
    """The function, compiled on its first call with SMALL elements of arrays or more, or after
    smaller ones with MANY together.

    Compiled or not, it gives the same numbers: no fast maths, integers that wrap around.
    """
    return cast(Function, Kernel(cast(FunctionType, function), SMALL))


def in_place(function: Function) -> Function:
    """`compiled` for a function that makes no arrays, nor calls any that does.

    Then nothing needs to count who uses its arrays, which takes longer than a few links do.
    """
    return cast(Function, Kernel(cast(FunctionType, function), SMALL, counted=False))


def inlined(function: Function) -> Function:
    """`in_place` for a step that is made part of what calls it.

    Handing over dozens of arrays takes longer than the few links of a page do.
    """
    kernel = Kernel(cast(FunctionType, function), SMALL, counted=False, inlined=True)
    return cast(Function, kernel)


def in_place_above(small: int) -> Callable[[Function], Function]:
    """`in_place` for a function that passes over its arrays once or less."""

    def decorate(function: Function) -> Function:
        return cast(Function, Kernel(cast(FunctionType, function), small, counted=False))

    return decorate


class Kernel:
    """A function over arrays that may call other kernels."""

    def __init__(
        self, function: FunctionType, small: int, *, counted: bool = True, inlined: bool = False
    ) -> None:
        self._function = function
        self._small = small
        self._interpreted = 0
        self._options: dict[str, Any] = {"error_model": "numpy", "nogil": True, "_nrt": counted}
        self._options["forceinline"] = inlined
        update_wrapper(self, function)

    def __call__(self, *arguments: object) -> Any:
        """Run it: interpreted for small arrays until there were many of them, else compiled."""
        elements = _elements(arguments)
        if elements < self._small and self._interpreted < MANY:
            self._interpreted += elements
            with np.errstate(all="ignore"):
                return self.interpreted(*arguments)
        return self.machine_code(*arguments)

    @cached_property
    def interpreted(self) -> Callable[..., Any]:
        """The function as it is, the kernels that it names as they are too.

        What decides is how much the outermost one has to do: arrays handed on may be mostly room.
        """
        return self._naming(lambda kernel: kernel.interpreted)

    @cached_property
    def machine_code(self) -> Callable[..., Any]:
        """The compiled function; other kernels that it names are compiled with it.

        numba refuses to cache, with a RuntimeError, where neither the package's folder nor the
        user's cache can be written to: then each start compiles anew.
        """
        import numba  # noqa: PLC0415

        own = self._naming(lambda kernel: kernel.machine_code)
        made: Any
        try:
            made = numba.njit(own, cache=True, **self._options)
        except RuntimeError:
            made = numba.njit(own, **self._options)
        return cast(Callable[..., Any], made)

    def _naming(self, form: "Callable[[Kernel], Callable[..., Any]]") -> FunctionType:
        """The function with each kernel that it names in one form."""
        named = self._function.__globals__
        kernels = {
            name: form(named[name])
            for name in self._function.__code__.co_names
            if isinstance(named.get(name), Kernel)
        }
        own = FunctionType(
            self._function.__code__,
            {**named, **kernels},
            self._function.__name__,
            self._function.__defaults__,
            self._function.__closure__,
        )
        own.__qualname__, own.__module__ = self._function.__qualname__, self._function.__module__
        return own


def _elements(arguments: tuple[object, ...]) -> int:
    """How many elements the arrays among these have, tuples of arrays included."""
    count = 0
    for argument in arguments:
        if isinstance(argument, np.ndarray):
            count += argument.size
        elif isinstance(argument, tuple):
            count += _elements(argument)
    return count
