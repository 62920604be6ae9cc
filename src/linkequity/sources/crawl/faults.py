"""What went wrong with a request, in one word, and whether another try may do better."""

import socket
import ssl
from typing import Final

import aiohttp

from linkequity.sources.crawl.addresses import PrivateAddressRefused
from linkequity.sources.crawl.reply import Reply

# The first kind that an error, or an error behind it, is of names the fault.
_KINDS: Final[tuple[tuple[str, tuple[type[BaseException], ...]], ...]] = (
    ("private_address", (PrivateAddressRefused,)),
    ("dns", (aiohttp.ClientConnectorDNSError,)),
    ("tls", (aiohttp.ClientSSLError, ssl.SSLError, ssl.CertificateError)),
    ("timeout", (TimeoutError,)),
    ("refused", (ConnectionRefusedError,)),
    ("malformed", (aiohttp.ClientResponseError, aiohttp.InvalidURL, ValueError)),
)
_PASSING: Final = frozenset({"timeout"})


def fault_reply(error: BaseException) -> Reply:
    """The reply that stands for a request that brought no answer."""
    word, passing = _judge(error)
    return Reply(None, fault=word, detail=_detail(error), passing=passing)


def _judge(error: BaseException) -> tuple[str, bool]:
    causes = _chain(error)
    for word, kinds in _KINDS:
        if any(isinstance(cause, kinds) for cause in causes):
            return word, word in _PASSING or any(_is_temporary(cause) for cause in causes)
    return "reset", True


def _chain(error: BaseException | None) -> list[BaseException]:
    """An error and the errors behind it; the client keeps some of them in `os_error`."""
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = getattr(error, "os_error", None)
        error = error.__cause__ or (inner if isinstance(inner, BaseException) else None)
    return found


def _is_temporary(error: BaseException) -> bool:
    return isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN


def _detail(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
