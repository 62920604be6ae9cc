"""Every error a person can meet, as one tree.

LinkequityError                 what happened · where · what to do
├── UsageError                  exit 2: the command line or a name in it
│   ├── WorkspaceUnclear        none, or several, workspaces to choose from
│   └── ScenarioInvalid         an edit that is unknown or names a page that is not there
├── InputError                  exit 3: a file or a folder
│   ├── FileUnreadable          not there, not text, not decodable
│   ├── ColumnsMissing          a table without the columns it needs
│   ├── VendorUnclear           no importer, or more than one, claims the file
│   ├── SettingsInvalid         linkequity.toml with an unknown key or a wrong value
│   ├── SnapshotInvalid         a snapshot that is incomplete, foreign or of another version
│   └── FolderWithoutPages      a folder in which no HTML was found
├── CrawlError                  exit 3: the site
│   ├── HostUnreachable         no such host, refused, timed out
│   ├── TlsFailed               the certificate was not accepted
│   ├── RobotsForbids           robots.txt keeps the whole site out (or answered 5xx)
│   ├── SiteEmpty               not one HTML page answered
│   └── LoginRequired           the start page asks for a login
├── PrintFailed                 exit 3: no browser to print with, or it did not
├── WorkspaceLocked             exit 3: another run works in this workspace
├── StorageFailed               exit 3: the disk is full, or a folder may not be written
└── NotConverged                exit 3: the solver did not reach its tolerance
"""

import errno
import os
from pathlib import Path
from typing import Final

from linkequity.base.meant import missing_file

FULL: Final = {errno.ENOSPC, errno.EDQUOT}
CLOSED: Final = {errno.EACCES, errno.EPERM, errno.EROFS}
OTHER_KIND: Final = {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}


class LinkequityError(Exception):
    """Something a person can mend: `message` says what happened, `where` where, `hint` what to do.

    `exit_code` is what the command line ends with (see the contract in docs/reference/cli.md).
    """

    exit_code = 3

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        advice = f"\n  {self.hint}" if self.hint else ""
        return f"{place}{self.message}{advice}"


class UsageError(LinkequityError):
    """The command line, or a name given on it, cannot be used."""

    exit_code = 2


class WorkspaceUnclear(UsageError):
    """No workspace, or more than one, could be meant."""


class ScenarioInvalid(UsageError):
    """A scenario with an unknown edit, or one about a page that is not there."""


class InputError(LinkequityError):
    """A file or folder that was given cannot be used."""


class FileUnreadable(InputError):
    """A file that is not there, not readable or not in any encoding we know."""

    @classmethod
    def of(cls, error: OSError, path: Path, hint: str = "") -> "FileUnreadable":
        """What the system said of a file to read, with what to do about it, and `hint` besides."""
        what, todo = error.strerror or "cannot be read", ""
        if error.errno == errno.ENOENT:
            what, todo = "there is no such file", missing_file(path)
        elif error.errno == errno.EISDIR:
            what, todo = "is a folder", "Name a file in it."
        elif error.errno in CLOSED:
            what, todo = "may not be read", "Give yourself the right to read it, or copy it."
        return cls(what, where=str(path), hint=f"{todo} {hint}".strip())


class ColumnsMissing(InputError):
    """A table lacks a column that is needed."""


class VendorUnclear(InputError):
    """No importer claims a file, or more than one does."""


class SettingsInvalid(InputError):
    """linkequity.toml has an unknown key or a value out of range."""


class SnapshotInvalid(InputError):
    """A folder that is not a whole snapshot of this version."""


class FolderWithoutPages(InputError):
    """A folder that was given as a built site has no HTML in it."""


class CrawlError(LinkequityError):
    """The site could not be crawled."""


class HostUnreachable(CrawlError):
    """The host does not exist, refuses, or does not answer in time."""


class TlsFailed(CrawlError):
    """The host's certificate was not accepted."""


class RobotsForbids(CrawlError):
    """robots.txt keeps the whole site out, or could not be served."""


class SiteEmpty(CrawlError):
    """Not one HTML page answered."""


class LoginRequired(CrawlError):
    """The start page asks for a login."""


class PrintFailed(LinkequityError):
    """There is no browser that could print, or it did not."""


class WorkspaceLocked(LinkequityError):
    """Another run is at work in this workspace."""


class StorageFailed(LinkequityError):
    """The disk is full, or a folder or file may not be read or written."""

    @classmethod
    def of(cls, error: OSError) -> "StorageFailed":
        """What the system said, with what to do about it."""
        what, hint = f"the system says: {error.strerror or error}", ""
        if error.errno in FULL:
            what, hint = "the disk is full", "Free some space, then run the same command again."
        elif error.errno in CLOSED:
            what, hint = "may not be read or written", "Name a folder of yours with --workspace."
        elif error.errno in OTHER_KIND:
            what, hint = "is in the way of a folder or file to write", "Name another --workspace."
        name = error.filename if isinstance(error.filename, str | os.PathLike) else ""
        return cls(what, where=os.fspath(name), hint=hint)


class NotConverged(LinkequityError):
    """The solver did not reach its tolerance; the message carries iterations and residual."""
