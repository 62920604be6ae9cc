"""`python -m benchmarks.text_run PAGES`: rank every page of a generated site; prints what it took.

One JSON object: seconds of reading, learning and ranking, and how many links were ranked.
"""

import json
import sys
import time
from itertools import pairwise

from benchmarks.text_site import GeneratedText
from linkequity.advice.ranking.known.index import Index
from linkequity.advice.ranking.ranker import learn
from linkequity.advice.ranking.ranking import Ranking


def main(pages: int) -> None:
    """Read, learn, rank."""
    times = [time.perf_counter()]
    site = GeneratedText(pages).site()
    times.append(time.perf_counter())
    index = Index.of(site)
    times.append(time.perf_counter())
    learned = learn(index)
    ranking = Ranking(index, learned.ranker, 0, reader=learned.reader)
    times.append(time.perf_counter())
    ranked = len(ranking.rank())
    times.append(time.perf_counter())
    took = [after - before for before, after in pairwise(times)]
    print(
        json.dumps(dict(zip(("read", "index", "learn", "rank"), took, strict=True), links=ranked))
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
