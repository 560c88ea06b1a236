"""What a page says of itself to search engines and social sites: canonical, hreflang, Open Graph, JSON-LD.

Only where the site's address is known: relative addresses would be wrong there (Google wants absolute hreflang).
"""

from __future__ import annotations

import json

from sitegen.model.page import HeadView, PageInputs, SiteInputs


def head_view(page: PageInputs, site: SiteInputs) -> HeadView | None:
    """The page's head, or None without ``base_url``. A fallback has no alternates and points to the real page."""
    if not site.base_url:
        return None
    canonical = site.base_url + page.canonical
    return HeadView(
        canonical=canonical,
        alternates=alternates(page, site),
        locale=site.locales.get(page.lang, page.lang),
        other_locales=tuple(site.locales[x.lang] for x in page.editions if x.exists and x.lang != page.lang),
        image=site.base_url + page.image if page.image else "",
        structured=json_for_html(structured(page, site, canonical)),
    )


def alternates(page: PageInputs, site: SiteInputs) -> tuple[tuple[str, str], ...]:
    """``(hreflang, absolute address)`` of all editions, with ``x-default``; none for a fallback."""
    if page.fallback:
        return ()
    found = [(x.lang, site.base_url + x.path) for x in page.editions if x.exists]
    if not found:
        return ()
    default = site.base_url if page.kind == "home" else found[0][1]
    return (*found, ("x-default", default))


def structured(page: PageInputs, site: SiteInputs, address: str) -> dict[str, object]:
    """schema.org: the home page is a Course, a module or page a LearningResource that is part of it."""
    course = {"@type": "Course", "name": site.title, "url": site.base_url + site.home.path}
    in_module = page.menu is not None and page.menu.number > 0
    graph: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Course" if page.kind == "home" else "LearningResource" if in_module else "WebPage",
        "name": page.title,
        "url": address,
        "inLanguage": page.content_lang,
    }
    if description := page.description or (site.description if page.kind == "home" else ""):
        graph["description"] = description
    if page.kind != "home":
        graph["isPartOf"] = course
    if page.kind == "home" and site.publisher:
        graph["provider"] = {"@type": "Organization", "name": site.publisher}
    if page.minutes:
        graph["timeRequired"] = f"PT{page.minutes.usual}M"
    if page.outcomes:
        graph["teaches"] = list(page.outcomes)
    if site.licence and site.licence.path:
        graph["license"] = site.licence.path
    if page.breadcrumbs:
        crumbs = [*((x.title, site.base_url + x.path) for x in page.breadcrumbs), (page.title, address)]
        graph["breadcrumb"] = {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": place, "name": name, "item": url}
                for place, (name, url) in enumerate(crumbs, 1)
            ],
        }
    return graph


def json_for_html(value: object) -> str:
    """JSON that cannot end a script element or start a comment."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
