"""What if: edits tried before anybody makes them; winners beside losers, scenarios side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from linkequity.advice.scenario_files import write_scenario
from linkequity.app.links_to_add.recommended import RecommendationDoc
from linkequity.app.opened import Opened
from linkequity.app.page_search import search_pages
from linkequity.app.what_if.answers import WhatIfAnswer, ask, ask_models
from linkequity.app.what_if.comparing import MOST_COMPARED, side_by_side
from linkequity.app.what_if.drafts import Draft, Drafts
from linkequity.app.what_if.kinds import BY_NAME, FIELDS, KINDS, ONE_PAGE, Kind
from linkequity.app.what_if.sending import send_to_plan
from linkequity.app.what_if.trying import Checked, Tried, check, missing_fields, try_edit
from linkequity.app.what_if.words import in_words
from linkequity.base.errors import LinkequityError, UsageError
from linkequity.faces.web.pages import attached, is_part, opened_of, place, render
from linkequity.model.whatif.edits import Edit
from linkequity.model.whatif.names import Scenario

HERE: Final = "what-if"
MOST_FIELDS: Final = 24
# Links to add that can be begun with where nothing is filled in yet.
TO_BEGIN_WITH: Final = 3
# Where the focus lies after a change: people who use keys go on where they were.
NEXT_EDIT, EDITS, SENT_THERE = "#add", "#edits-title", "#sent-there"
# Other screens may say `source` and `target`, as the tables do.
ALSO: Final = {"source": "from", "target": "to"}


@dataclass(frozen=True)
class State:
    """What a URL says: the scenario that is open, and the edit that is being filled in."""

    opened: Opened
    drafts: Drafts
    name: str
    kind: Kind
    given: Mapping[str, str]

    @classmethod
    def of(cls, opened: Opened, asked: QueryParams | FormData) -> "State":
        """From a query or a form; without a scenario's name the one changed last is meant."""
        said = {key: str(value) for key, value in asked.items()}
        drafts = Drafts(opened.workspace)
        name = said.get("scenario", "")
        if "scenario" not in said and "new" not in said:
            name = next((draft.name for draft in drafts.all()), "")
        given = {ALSO.get(key, key): value for key, value in said.items()}
        kind = BY_NAME.get(said.get("add", ""), KINDS[0])
        return cls(opened, drafts, name, kind, {k: v for k, v in given.items() if k in FIELDS})

    @property
    def scenario(self) -> Scenario:
        """The scenario that is open; one without edits for a new one."""
        return self.drafts.read(self.name) if self.name else Scenario((), "a new scenario")

    @property
    def scenario_asked(self) -> dict[str, object]:
        """Which scenario is open, as a query."""
        return {"scenario": self.name} if self.name else {"new": 1}

    @property
    def asked(self) -> dict[str, object]:
        """This state as a query."""
        names = [field.name for field in self.kind.fields]
        filled = {name: self.given[name] for name in names if self.given.get(name)}
        asked = self.scenario_asked
        begun = any(each.takes != "choice" and each.name in filled for each in self.kind.fields)
        return asked | {"add": self.kind.name} | filled if begun else asked


async def show(request: Request) -> Response:
    """The scenario that is open, its edits, and the form for the next; the answer comes after."""
    state = State.of(opened_of(request), request.query_params)
    return await run_in_threadpool(_page, request, state)


async def answer(request: Request) -> Response:
    """What the scenario does, with the edit that is being filled in; else why there is none."""
    state = State.of(opened_of(request), request.query_params)
    try:
        return await run_in_threadpool(_answer, request, state)
    except LinkequityError as error:
        if not is_part(request):
            raise
        return render(request, "_what_if_trouble.html", error=error)


async def sureness(request: Request) -> Response:
    """What other models say of the same."""
    state = State.of(opened_of(request), request.query_params)
    found = await run_in_threadpool(_asked_models, state)
    return render(request, "_what_if_sureness.html", found=found)


async def form(request: Request) -> Response:
    """The fields of the kind of edit that was chosen."""
    state = State.of(opened_of(request), request.query_params)
    response = render(request, "_what_if_form.html", state=state, one_page=ONE_PAGE, complaints={})
    response.headers["HX-Trigger-After-Swap"] = "edit-changed"
    return response


async def pages(request: Request) -> Response:
    """Pages that fit what is typed into a field."""
    asked, opened = request.query_params, opened_of(request)
    field = asked.get("field", "")
    typed = asked.get(field, "") if field in {*FIELDS, "target"} else ""
    hits = await run_in_threadpool(lambda: search_pages(opened.facts, typed))
    return render(request, "_what_if_pages.html", hits=hits, field=field, site=_site(opened))


async def compare(request: Request) -> Response:
    """A few scenarios in the same columns."""
    opened, names = opened_of(request), request.query_params.getlist("scenario")
    drafts = Drafts(opened.workspace)
    every = await run_in_threadpool(drafts.all)
    kept = {draft.name for draft in every}
    known = [name for name in dict.fromkeys(names) if name in kept]
    found = await run_in_threadpool(lambda: side_by_side(opened.facts, drafts, known))
    return render(
        request,
        "what_if_compare.html",
        found=found,
        drafts=every,
        chosen=known,
        most=MOST_COMPARED,
        site=_site(opened),
    )


async def export(request: Request) -> Response:
    """The scenario as a TOML file that `linkequity simulate` reads."""
    state = State.of(opened_of(request), request.query_params)
    scenario = await run_in_threadpool(state.drafts.read, state.name)
    return attached(write_scenario(scenario), f"{state.name}.toml", "application/toml")


async def add(request: Request) -> Response:
    """Keep the edit; where it cannot be made, the form again with what was filled in.

    A card that asks stays where it is, and says which scenario took it up.
    """
    state = State.of(opened_of(request), await _form(request))
    return await run_in_threadpool(_add, request, state)


async def remove(request: Request) -> Response:
    """Take one edit out."""
    said = await _form(request)
    state = State.of(opened_of(request), said)
    await run_in_threadpool(_remove, state, _number(said), str(said.get("words", "")))
    return _to(state, EDITS, scenario=state.name)


async def change(request: Request) -> Response:
    """Make, rename, duplicate or delete a scenario, or send it to the plan."""
    said = await _form(request)
    state = State.of(opened_of(request), said)
    does = CHANGES.get(str(said.get("do", "")))
    if does is None:
        raise HTTPException(400, "Nothing of that kind can be done with a scenario")
    to = str(said.get("name", ""))
    try:
        query = await run_in_threadpool(does, state, to)
    except UsageError as error:
        return await run_in_threadpool(
            partial(_page, request, state, complaint=f"{error.message}. {error.hint}", status=400)
        )
    return _to(state, SENT_THERE if "links" in query else EDITS, **query)


def _to(state: State, focus: str, **query: object) -> Response:
    """To the screen after a change, with the focus on a part of it."""
    return RedirectResponse(place(state.opened.name, HERE, **query) + focus, 303)


async def _form(request: Request) -> FormData:
    return await request.form(max_files=0, max_fields=MOST_FIELDS)


def _number(said: FormData) -> int:
    text = str(said.get("number", ""))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _page(
    request: Request,
    state: State,
    complaints: Mapping[str, str] | None = None,
    complaint: str = "",
    status: int = 200,
) -> Response:
    drafts = state.drafts.all()
    draft = next((each for each in drafts if each.name == state.name), None)
    if state.name and draft is None and not complaint:
        raise HTTPException(404, "There is no scenario of this name")
    return render(
        request,
        "what_if.html",
        status=status,
        state=state,
        draft=draft,
        drafts=drafts,
        edits=_edits(draft),
        kinds=KINDS,
        one_page=ONE_PAGE,
        complaints=complaints or {},
        complaint=complaint,
        sent=_sent(request),
    )


def _edits(draft: Draft | None) -> list[tuple[int, str]]:
    edits = draft.scenario.edits if draft else ()
    return [(number, in_words(edit)) for number, edit in enumerate(edits, start=1)]


def _sent(request: Request) -> list[int]:
    """How many links and tasks were just sent to the plan, as the URL says."""
    asked = request.query_params
    said = [asked.get("links", ""), asked.get("tasks", "")]
    return [int(each) for each in said if each.isascii() and each.isdigit() and len(each) < 7]


def _tried(state: State) -> tuple[Checked, Tried]:
    facts = state.opened.facts
    checked = check(facts, state.scenario)
    return checked, try_edit(facts, checked.possible, state.kind, state.given)


def _whole(checked: Checked, tried: Tried) -> Scenario:
    more = () if tried.edit is None else (tried.edit,)
    return Scenario((*checked.possible.edits, *more), checked.possible.name)


def _answer(request: Request, state: State) -> Response:
    checked, tried = _tried(state)
    whole = _whole(checked, tried)
    found = ask(state.opened.facts, whole) if whole.edits else None
    response = _answered(request, state, found, checked, tried)
    response.headers["HX-Replace-Url"] = place(state.opened.name, HERE, **state.asked)
    return response


def _answered(
    request: Request,
    state: State,
    found: WhatIfAnswer | None,
    checked: Checked,
    tried: Tried,
) -> Response:
    filled = any(state.given.get(field.name) for field in state.kind.fields if field.required)
    return render(
        request,
        "_what_if_answer.html" if is_part(request) else "what_if_answer.html",
        state=state,
        found=found,
        checked=checked,
        tried=tried,
        trying=in_words(tried.edit) if tried.edit else "",
        begin=_to_begin_with(state.opened),
        filled=filled,
        complaints=tried.complaints if filled else {},
        site=_site(state.opened),
    )


def _to_begin_with(opened: Opened) -> list[RecommendationDoc]:
    """The first links to add, as the latest audit found them."""
    return opened.results.recommendations[:TO_BEGIN_WITH] if opened.results else []


def _asked_models(state: State) -> WhatIfAnswer | None:
    whole = _whole(*_tried(state))
    return ask_models(state.opened.facts, whole) if whole.edits else None


def _add(request: Request, state: State) -> Response:
    tried = _tried(state)[1]
    if is_part(request):
        return _added(request, state, tried)
    if tried.edit is None:
        complaints = missing_fields(state.kind, state.given) | dict(tried.complaints)
        return _page(request, state, complaints, status=422)
    return _to(state, NEXT_EDIT, scenario=_kept(state, tried.edit))


def _added(request: Request, state: State, tried: Tried) -> Response:
    """Which scenario took up the edit, or why none did."""
    name = _kept(state, tried.edit) if tried.edit else ""
    return render(
        request, "_what_if_added.html", scenario=name, complaints=list(tried.complaints.values())
    )


def _kept(state: State, edit: Edit) -> str:
    """The scenario that the edit stands in now."""
    name = state.name or state.drafts.free_name()
    state.drafts.add(name, [edit])
    return name


def _remove(state: State, number: int, words: str) -> None:
    edits = state.scenario.edits
    if not 0 < number <= len(edits) or in_words(edits[number - 1]) != words:
        raise UsageError("this edit is not there any more", hint="Look at the list again.")
    state.drafts.remove(state.name, number, edits[number - 1])


def _made(state: State, to: str) -> dict[str, object]:
    return {"scenario": state.drafts.create(to or state.drafts.free_name())}


def _renamed(state: State, to: str) -> dict[str, object]:
    return {"scenario": state.drafts.rename(state.name, to)}


def _duplicated(state: State, to: str) -> dict[str, object]:
    return {"scenario": state.drafts.duplicate(state.name)}


def _deleted(state: State, to: str) -> dict[str, object]:
    state.drafts.delete(state.name)
    return {}


def _sent_to_plan(state: State, to: str) -> dict[str, object]:
    checked = check(state.opened.facts, state.scenario)
    sent = send_to_plan(state.opened.facts, state.opened.workspace, checked.possible)
    return {"scenario": state.name, "links": sent.links, "tasks": sent.tasks}


def _site(opened: Opened) -> str:
    return opened.facts.manifest.site


CHANGES: Final = {
    "new": _made,
    "rename": _renamed,
    "duplicate": _duplicated,
    "delete": _deleted,
    "plan": _sent_to_plan,
}
ROUTES = (
    Route("/w/{name}/what-if", show),
    Route("/w/{name}/what-if/answer", answer),
    Route("/w/{name}/what-if/sureness", sureness),
    Route("/w/{name}/what-if/form", form),
    Route("/w/{name}/what-if/pages", pages),
    Route("/w/{name}/what-if/compare", compare),
    Route("/w/{name}/what-if/export", export),
    Route("/w/{name}/what-if/edits", add, methods=["POST"]),
    Route("/w/{name}/what-if/edits/remove", remove, methods=["POST"]),
    Route("/w/{name}/what-if/scenarios", change, methods=["POST"]),
)
