"""Laws of places: what one page says of where a link stands, and what it does not prove."""

import pytest

from answers import links


@pytest.mark.parametrize(
    ("html", "position", "evidence"),
    [
        ("<nav>{}</nav>", "navigation", "landmark nav"),
        ("<header>{}</header>", "header", "landmark header"),
        ("<header><nav>{}</nav></header>", "navigation", "landmark nav"),
        ("<footer><nav>{}</nav></footer>", "footer", "landmark footer"),
        ("<aside><nav>{}</nav></aside>", "sidebar", "landmark aside"),
        ("<div role=navigation>{}</div>", "navigation", "role navigation"),
        ("<div role='contentinfo x'>{}</div>", "footer", "role contentinfo"),
        ("<nav role=presentation>{}</nav>", "content", ""),
        ("<main>{}</main>", "content", "landmark main"),
        ("<nav aria-label=Breadcrumb><ol><li>{}</ol></nav>", "breadcrumb", "breadcrumb list"),
        ("<ol itemtype='https://schema.org/BreadcrumbList'>{}", "breadcrumb", "breadcrumb list"),
        ("<nav><ul class=breadcrumbs><li>{}", "breadcrumb", "breadcrumb list"),
        ("<div class=page-has-breadcrumbs>{}</div>", "content", ""),
        ("<article><header>{}</header></article>", "content", ""),
        ("<main><footer class=entry-footer>{}</footer></main>", "content", "landmark main"),
        ("<nav><main>{}</main></nav>", "content", "landmark main"),
        ("<div class=main-menu>{}</div>", "content", ""),
        ("<div class=topMenu>{}</div>", "navigation", "class menu"),
        ("<div class=sphinxsidebar>{}</div>", "sidebar", "class sphinxsidebar"),
        ("<div id=footer><div class=nav>{}</div></div>", "footer", "class footer"),
        ("<div class=entry-header>{}</div>", "content", ""),
        ("<div class=navy>{}</div>", "content", ""),
        ("<h2 class=sticky-navbar>{}</h2>", "content", ""),
        ("<body class=menu-open>{}</body>", "content", ""),
    ],
)
def test_landmarks_outrank_class_names_and_parts_of_articles_are_content(
    html: str, position: str, evidence: str
) -> None:
    (link,) = links(html.format("<a href=/x>x</a>"))
    assert (link["link_position"], link["position_evidence"]) == (position, evidence)


@pytest.mark.parametrize("opened", ["<div class=theiaStickySidebar>", "<nav>", "<header>"])
def test_an_element_around_most_of_the_text_is_no_menu_whatever_it_is_called(opened: str) -> None:
    text = "<p>" + "A sentence of the page that goes on and on. " * 20 + "<a href=/x>x</a></p>"
    assert links(opened + text)[0]["link_position"] == "content"
    assert (
        links(opened + "<a href=/x>x</a></div></nav></header>" + text)[0]["link_position"]
        != "content"
    )


def test_a_widget_is_a_sidebar_only_as_a_widget_area() -> None:
    (link,) = links("<div class=elementor-widget><a href=/x>x</a></div>")
    assert link["link_position"] == "content"
    (link,) = links("<div class=widget-area><a href=/x>x</a></div>")
    assert link["link_position"] == "sidebar"
