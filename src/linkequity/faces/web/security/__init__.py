"""What stands before every screen: hosts, sessions, writes, sizes and the content policy.

Each is one small ASGI middleware; `guards` gives them in the order in which they are asked.
"""

from starlette.middleware import Middleware

from linkequity.faces.web.access import Access
from linkequity.faces.web.security.bodies import BodyLimit
from linkequity.faces.web.security.hosts import ExactHost
from linkequity.faces.web.security.policy import ContentPolicy
from linkequity.faces.web.security.sessions import Sessions
from linkequity.faces.web.security.writes import SameOriginWrites


def guards(access: Access) -> list[Middleware]:
    """All guards, the outermost first."""
    return [
        Middleware(ContentPolicy),
        Middleware(ExactHost, hosts=access.hosts),
        Middleware(SameOriginWrites, hosts=access.hosts),
        Middleware(BodyLimit),
        Middleware(Sessions, access=access),
    ]
