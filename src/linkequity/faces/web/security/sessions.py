"""Nobody sees a screen without the cookie; the token of the printed address gives it."""

from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import refuse

LOGIN = "/login"


class Sessions:
    """Exchanges the token for a cookie; without one there are the styles and the login only."""

    def __init__(self, app: ASGIApp, access: Access) -> None:
        self.app = app
        self.access = access

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let through who is known; others get the login, or are told where the address is."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._answer(Request(scope))
        await (answer or self.app)(scope, receive, send)

    def _answer(self, request: Request) -> Response | None:
        """What to say instead of the screen; None where the screen may be shown."""
        path = request.url.path
        if self.access.knows(request.cookies.get(self.access.cookie, "")):
            return _without_token(request) if "token" in request.query_params else None
        if path.startswith("/static/") or (self.access.exposed and path == LOGIN):
            return None
        if self.access.exposed:
            return RedirectResponse(LOGIN, 303)
        if self.access.opens(request.query_params.get("token", "")):
            return let_in(_without_token(request), self.access)
        return refuse(
            request,
            401,
            "Open the address that linkequity serve printed",
            "It ends with a token that is made anew at each start; an old one, or the address "
            "without it, opens nothing.",
        )


def let_in(answer: Response, access: Access) -> Response:
    """An answer that brings the cookie with it, out of reach of scripts and other sites."""
    answer.set_cookie(access.cookie, access.session, httponly=True, samesite="strict", path="/")
    return answer


def _without_token(request: Request) -> Response:
    """The same place again, so that the token stays in no history and no bookmark."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True)
    kept = urlencode([pair for pair in pairs if pair[0] != "token"])
    # One slash: a path of two would be read as another host.
    path = "/" + request.url.path.lstrip("/")
    return RedirectResponse(f"{path}?{kept}" if kept else path, 303)
