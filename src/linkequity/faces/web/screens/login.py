"""The login, where others than this machine can reach the app."""

import asyncio
from typing import Final
from weakref import WeakValueDictionary

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linkequity.faces.web.access import Access
from linkequity.faces.web.pages import render
from linkequity.faces.web.security.sessions import LOGIN, let_in

# Seconds after a wrong password. Guesses from one address are heard one after the other, so that
# many at once are no quicker, and nobody else waits for them.
WRONG_COSTS: Final = 0.5
_guessing: Final[WeakValueDictionary[str, asyncio.Lock]] = WeakValueDictionary()


async def ask(request: Request) -> Response:
    """The form."""
    return render(request, "login.html", wrong=False)


async def log_in(request: Request) -> Response:
    """In with the right password; the form again with a wrong one, after a while."""
    access: Access = request.app.state.access
    form = await request.form(max_files=0, max_fields=4)
    turn = _guessing.setdefault(request.client.host if request.client else "", asyncio.Lock())
    async with turn:
        if access.exposed and access.opens(str(form.get("password", ""))):
            return let_in(RedirectResponse("/", 303), access)
        await asyncio.sleep(WRONG_COSTS)
    return render(request, "login.html", status=401, wrong=True)


ROUTES = (Route(LOGIN, ask), Route(LOGIN, log_in, methods=["POST"]))
