"""URLs by the column: the same answers as one at a time."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from linkequity.base import url_columns
from linkequity.base.urls import host_of, parse, registrable_domain, site_of

URLS = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.builds(
        "{}://{}{}{}".format,
        st.sampled_from(["http", "https", "HTTPS", "ftp"]),
        st.sampled_from(
            ["a.example", "www.a.example", "me:pw@b.co.uk:8080", "xn--n3h.example", "1.2.3.4", "x"]
        ),
        st.sampled_from(["", "/", "/a/../b", "/A-b_c~d.html", "?q=1", "/é", "/a?utm_source=x#y"]),
        st.sampled_from(["", "/x@y", "#top"]),
    ),
)


@given(st.lists(URLS, max_size=20))
def test_a_column_of_urls_is_read_as_each_url_is(cells: list[str | None]) -> None:
    column = pl.Series("cells", cells, pl.String)
    parsed = [None if cell is None else parse(cell) for cell in cells]
    assert url_columns.parse_all(column).to_list() == parsed
    assert column.to_list() == cells, "what was given is left as it was"
    known = [url for url in parsed if url is not None]
    urls = pl.Series("urls", known, pl.String)
    assert url_columns.hosts_of(urls).to_list() == [host_of(url) for url in known]
    assert url_columns.sites_of(urls).to_list() == [site_of(url) for url in known]
    domains = [registrable_domain(host_of(url)) for url in known]
    assert url_columns.domains_of(urls).to_list() == domains
