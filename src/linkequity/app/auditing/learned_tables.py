"""What an audit learned of the site, kept beside its results for whoever asks of the same site.

It is read again only where everything it was learned from is the same to the byte: the snapshot,
the imports, the settings and this program. Files that are missing, damaged or of another site are
as if there were none.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Final

import msgspec
import polars as pl
from polars.exceptions import PolarsError

from linkequity.app.workspace import Workspace
from linkequity.model.clusters.clusters import Clusters
from linkequity.model.clusters.tables import CLUSTER_PAGES, CLUSTERS, MISSING_LINKS
from linkequity.model.fact_tables import LANDINGS
from linkequity.model.facts import Facts
from linkequity.model.learned import Learned
from linkequity.model.links.topics import RELEVANCE, TOPIC, TOPIC_TYPE
from linkequity.snapshot.snapshot import MANIFEST, Snapshot, write_bytes, write_parquet

FOLDER: Final = "learned"
KEY: Final = "learned.json"
SCHEMAS: Final[Mapping[str, pl.Schema]] = {
    "topics": pl.Schema({TOPIC: TOPIC_TYPE}),
    "relevance": pl.Schema({RELEVANCE: pl.Float64}),
    "clusters": CLUSTERS.schema,
    "cluster_pages": CLUSTER_PAGES.schema,
    "missing_links": MISSING_LINKS.schema,
    "landings": LANDINGS.schema,
    "languages": pl.Schema({"language": pl.String}),
}
# How to crawl went into the snapshot, which names the site; the others are about what is shown.
NOT_OF_FACTS: Final = ("crawl", "site", "ensemble", "report")
MOST_BYTES: Final = 1_000_000


class LearnedDoc(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the tables were learned from, and the digest of each; written after them.

    `unknown`: names in [pillars] that mean no indexable page.
    """

    made_from: str
    files: dict[str, str]
    unknown: tuple[str, ...]


def keep_learned(workspace: Workspace, snapshot: Snapshot, facts: Facts) -> None:
    """Keep what these facts know, each file whole or not at all."""
    folder = workspace.results / FOLDER
    folder.mkdir(exist_ok=True)
    learned = facts.learned
    for name, frame in _frames(learned).items():
        write_parquet(frame, folder / f"{name}.parquet")
    doc = LearnedDoc(
        made_from=made_from(workspace, snapshot, facts),
        files={name: _digest([folder / f"{name}.parquet"]) for name in SCHEMAS},
        unknown=learned.clusters.unknown,
    )
    write_bytes(msgspec.json.encode(doc), folder / KEY)


def recall_learned(workspace: Workspace, snapshot: Snapshot, facts: Facts) -> None:
    """Tell facts what an audit learned of the very same site; nothing where none did."""
    folder = workspace.results / FOLDER
    with suppress(OSError, PolarsError, msgspec.MsgspecError):
        with (folder / KEY).open("rb") as file:
            doc = msgspec.json.decode(file.read(MOST_BYTES), type=LearnedDoc)
        if doc.made_from == made_from(workspace, snapshot, facts) and _is_whole(folder, doc):
            facts.recall(_read(folder, doc))


def _frames(learned: Learned) -> dict[str, pl.DataFrame]:
    return {
        "topics": learned.topics.to_frame(),
        "relevance": learned.relevance.to_frame(),
        "clusters": learned.clusters.table,
        "cluster_pages": learned.clusters.pages,
        "missing_links": learned.clusters.missing,
        "landings": learned.landings,
        "languages": learned.languages.to_frame(),
    }


def _is_whole(folder: Path, doc: LearnedDoc) -> bool:
    """Whether the tables are those that were written with the document."""
    return doc.files == {name: _digest([folder / f"{name}.parquet"]) for name in SCHEMAS}


def _read(folder: Path, doc: LearnedDoc) -> Learned:
    """The tables; SchemaError where one has other columns."""
    frames = {
        name: pl.read_parquet(folder / f"{name}.parquet", schema=schema)
        for name, schema in SCHEMAS.items()
    }
    return Learned(
        frames["topics"][TOPIC],
        frames["relevance"][RELEVANCE],
        Clusters(frames["cluster_pages"], frames["clusters"], frames["missing_links"], doc.unknown),
        frames["landings"],
        frames["languages"]["language"],
    )


def made_from(workspace: Workspace, snapshot: Snapshot, facts: Facts) -> str:
    """A digest of all that facts follow from: imports and manifest whole, of parts their sizes."""
    told = msgspec.to_builtins(facts.settings)
    settings = {name: told[name] for name in told if name not in NOT_OF_FACTS}
    parts = {path.name: path.stat().st_size for path in sorted(snapshot.path.glob("*.parquet"))}
    read = (snapshot.path / MANIFEST, *sorted(workspace.imports.glob("*.parquet")))
    schemas = {name: str(schema) for name, schema in SCHEMAS.items()}
    known = msgspec.json.encode([version("linkequity"), schemas, settings, parts], order="sorted")
    return _digest(read, known)


def _digest(files: "tuple[Path, ...] | list[Path]", known: bytes = b"") -> str:
    """Of some bytes and what files hold; OSError where one cannot be read."""
    seen = blake2b(known, digest_size=16)
    for piece in _pieces(files):
        seen.update(piece)
    return seen.hexdigest()


def _pieces(files: "tuple[Path, ...] | list[Path]") -> Iterator[bytes]:
    for path in files:
        yield f"\0{path.name}\0{path.stat().st_size}\0".encode()
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece
