"""Patterns of people's settings, and the parts of URLs they speak of, as Polars expressions."""

import re

import polars as pl


def path(url: pl.Expr) -> pl.Expr:
    """Path and query of parsed URLs, at least `/`."""
    rest = url.str.replace(r"^https?://[^/?]*", "")
    return pl.when(rest.str.starts_with("/")).then(rest).otherwise("/" + rest)


def first_directory(url: pl.Expr) -> pl.Expr:
    """`/blog/` of `/blog/a`, `/` for pages at the root; as `base.urls.first_directory`."""
    return path(url).str.extract(r"^(/[^/?]+/)").fill_null("/")


def matches(url: pl.Expr, pattern: str) -> pl.Expr:
    """Whether URLs match a pattern in which `*` stands for any characters.

    A pattern with `://` is about the whole URL, any other about path and query.
    """
    whole = "://" in pattern
    regex = ".*".join(re.escape(part) for part in pattern.split("*"))
    return (url if whole else path(url)).str.contains(f"^{regex}$")
