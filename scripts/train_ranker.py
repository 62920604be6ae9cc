"""Train the ranker and the placer that are shipped for sites with too few links of their own.

`python scripts/train_ranker.py WORKSPACE…`: each workspace holds a crawl of a freely licensed site.
Which ones were used, and how to get them, stands in
`src/linkequity/advice/ranking/trained/README.md`. Only thresholds and weights are written.
"""

import sys
from pathlib import Path

import numpy as np

from linkequity.advice.ranking import trained
from linkequity.advice.ranking.folds import Lessons, lessons
from linkequity.advice.ranking.known.from_facts import site_of
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.placing.places import placing_lessons
from linkequity.advice.ranking.ranker import train
from linkequity.app.verbs import facts_of
from linkequity.app.workspace import Workspace

SEED = 1


def read_index(workspace: Workspace) -> Index:
    """The site of a workspace's newest crawl."""
    return Index.of(site_of(facts_of(workspace.latest(), workspace)))


def joined(parts: list[Lessons]) -> Lessons:
    """Lessons of several sites as one."""
    return Lessons(
        parts[0].names,
        np.concatenate([part.features for part in parts]),
        np.concatenate([part.found for part in parts]),
        np.concatenate([part.sizes for part in parts]),
    )


def main(workspaces: list[str]) -> None:
    """Write both models into the package."""
    folder = Path(str(trained.__file__)).parent
    indexes = [read_index(Workspace(Path(name))) for name in workspaces]
    for name, teach in ((trained.RANKER, lessons), (trained.PLACER, placing_lessons)):
        taught = joined([teach(index, SEED) for index in indexes])
        print(name, len(taught.sizes), "groups", len(taught.found), "rows")
        train(taught, SEED).save_model(str(folder / name))


if __name__ == "__main__":
    main(sys.argv[1:])
