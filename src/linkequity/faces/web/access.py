"""Who may use the app: the address it listens on, and what proves that somebody may come in."""

import secrets
from dataclasses import dataclass, field
from hmac import compare_digest
from ipaddress import ip_address

from linkequity.base.errors import UsageError

SHORTEST_PASSWORD = 12
LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class Access:
    """Where the app listens, and the secrets of one run.

    `token` opens the door once and is exchanged for `session`, which lives in a cookie; both are
    made anew at each start. `password` is asked for instead where others can reach the app.
    """

    port: int
    host: str = LOOPBACK
    password: str | None = field(default=None, repr=False)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32), repr=False)

    def __post_init__(self) -> None:
        if is_local(self.host):
            return
        if _is_any(self.host):
            raise UsageError(
                "listening on every address would leave open under which name people come",
                where=f"--host {self.host}",
                hint="Name the one address or host name that people will type.",
            )
        if len(self.password or "") < SHORTEST_PASSWORD:
            raise UsageError(
                f"others can reach this address, so a password of {SHORTEST_PASSWORD} characters "
                "or more is needed",
                where=f"--host {self.host}",
                hint="Put it into the environment variable LINKEQUITY_PASSWORD.",
            )

    @property
    def exposed(self) -> bool:
        """Whether others than this machine can reach the app."""
        return not is_local(self.host)

    @property
    def hosts(self) -> frozenset[str]:
        """What a Host header may say, exactly."""
        names = {self.host, "localhost"} if not self.exposed else {self.host}
        return frozenset(f"{_bracketed(name)}:{self.port}" for name in names)

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies know no ports, so that two apps need two names."""
        return f"linkequity_{self.port}"

    @property
    def address(self) -> str:
        """What to open in the browser; with the token, where no password is asked for."""
        root = f"http://{_bracketed(self.host)}:{self.port}/"
        return root if self.exposed else f"{root}?token={self.token}"

    def opens(self, secret: str) -> bool:
        """Whether this is the token, or the password where one is asked for."""
        wanted = (self.password or "") if self.exposed else self.token
        return compare_digest(secret.encode(), wanted.encode())

    def knows(self, session: str) -> bool:
        """Whether this cookie's value was given by this run."""
        return compare_digest(session.encode(), self.session.encode())


def is_local(host: str) -> bool:
    """Whether only this machine reaches the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _is_any(host: str) -> bool:
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return not host


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
