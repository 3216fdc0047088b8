"""The site as a reader sees it: Chromium, no network, no Chinese font but the one in the page."""

import re
import time

import pytest

pytestmark = pytest.mark.browser
# every element that has words of its own, opened if it was folded
SPOKEN = """document.querySelectorAll('details').forEach(d => d.open = true);
document.querySelectorAll('body *').forEach(e => {
  if ([...e.childNodes].some(n => n.nodeType === 3 && /[\\u3400-\\u9fff]/.test(n.data))) e.dataset.spoken = '';
});"""
HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def pages(site):
    return sorted(site.rglob("*.html"))


@pytest.fixture
def tab(browser):
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    page = context.new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.said.append(str(error)))
    yield page
    context.close()


def test_the_site_has_its_pages(site, pages):
    names = {path.relative_to(site).as_posix() for path in pages}
    assert {"index.html", "codebook.html", "dictionary.html", "accuracy.html", "slides.html"} <= names
    assert sum(name.startswith("articles/") for name in names) == 5
    assert sum(name.startswith("notebooks/") for name in names) >= 5
    assert all(path.stat().st_size < 3_000_000 for path in pages)


def test_no_page_asks_the_network_or_complains(pages, tab):
    for path in pages:
        tab.asked.clear()
        tab.said.clear()
        tab.goto(path.as_uri())
        assert [url for url in tab.asked if not url.startswith(("file:", "data:"))] == []
        assert tab.said == [], path


def test_every_chinese_character_is_drawn_from_the_embedded_font(pages, tab):
    """Glyph by glyph: the browser tells which fonts drew the text of every element."""
    client = tab.context.new_cdp_session(tab)
    for path in pages:
        tab.goto(path.as_uri())
        tab.evaluate(SPOKEN)
        client.send("DOM.enable")
        client.send("CSS.enable")
        client.send("DOM.getDocument", {"depth": -1})
        root = client.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
        nodes = client.send("DOM.querySelectorAll", {"nodeId": root, "selector": "[data-spoken]"})["nodeIds"]
        drawn = [
            font for node in nodes for font in client.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        ]
        foreign = {f["familyName"] for f in drawn if not f["isCustomFont"] and "Mono" not in f["familyName"]}
        assert foreign == set(), path
        own = sum(f["glyphCount"] for f in drawn if f["isCustomFont"])
        assert own >= len(HAN.findall(tab.inner_text("body"))), path


@pytest.mark.parametrize("width", [360, 1440])
def test_nothing_overflows(pages, tab, width):
    tab.set_viewport_size({"width": width, "height": 800})
    for path in pages:
        tab.goto(path.as_uri())
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path


def test_names_in_the_matrices_stay_on_one_line_and_in_sight(site, tab):
    tab.set_viewport_size({"width": 360, "height": 800})
    tab.goto((site / "index.html").as_uri())
    for box in tab.locator(".scroll:has(.matrix)").all():
        box.evaluate("e => e.scrollLeft = e.scrollWidth")
        for name in box.locator("tbody th[scope=row]").all()[:8]:
            where = name.bounding_box()
            assert where["height"] < 48, name.inner_text()
            assert 0 <= where["x"] < 40, name.inner_text()


def test_readers_see_words_and_not_codes(site, tab):
    for path in (site / "articles").glob("*.html"):
        tab.goto(path.as_uri())
        assert "#s-1" not in tab.content()
        said = tab.locator("#practices ~ section .meta").all_inner_texts()
        assert said
        assert not any("|" in words for words in said)  # the words of the sentence, not the pattern that found them
    tab.goto((site / "index.html").as_uri())
    groups = tab.locator(".matrix th[scope=rowgroup]").all_inner_texts()
    assert {"组织", "权威", "资源", "信息"} <= set(groups)


def test_every_link_within_the_site_lands(pages, tab, site):
    ids: dict = {}
    for path in pages:
        tab.goto(path.as_uri())
        ids[path] = set(tab.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)"))
    for path in pages:
        text = path.read_text("utf-8")
        for href in set(re.findall(r'<a\b[^>]*[\s:]href="([^"]+)"', text)):
            target, _, anchor = href.partition("#")
            other = (path.parent / target).resolve() if target else path
            assert other in ids, (path.name, href)
            assert not anchor or anchor in ids[other], (path.name, href)


def test_from_a_cell_to_its_sentence_by_keyboard(site, tab):
    tab.goto((site / "index.html").as_uri())
    cell = tab.locator(".matrix td a[href*='#code-']").first
    wanted = int(cell.inner_text())
    cell.focus()
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/articles/**")
    anchor = tab.url.partition("#")[2]
    sentences = tab.locator(f"#{anchor} p")
    assert sentences.count() == wanted
    number = sentences.first.locator("a").inner_text()
    text = sentences.first.inner_text()
    sentences.first.locator("a").focus()
    tab.keyboard.press("Enter")
    lit = tab.locator(f"#s{number}")
    assert lit.inner_text()[:12] in text
    assert tab.evaluate(f"document.querySelector('#s{number}').matches(':target')")


def test_search_finds_chinese_and_its_hits_lead_to_sentences(site, tab):
    tab.goto((site / "index.html").as_uri())
    tab.fill("#search", "驻村 经费")
    hits = tab.locator("#results li")
    assert hits.count() > 0
    assert all("驻村" in hit and "经费" in hit for hit in hits.all_inner_texts())
    hits.first.locator("a").click()
    tab.wait_for_url("**/articles/**")
    assert tab.evaluate("document.querySelector(':target') !== null")


def test_the_filter_lights_the_sentences_of_a_code(site, tab):
    page = next((site / "articles").glob("*.html"))
    tab.goto(page.as_uri())
    code = tab.locator("#code-filter option").nth(1).get_attribute("value")
    tab.select_option("#code-filter", code)
    assert tab.locator(".s.lit").count() == tab.locator(f"#code-{code} p").count() > 0


def test_the_index_is_usable_within_a_second(site, tab):
    tab.goto("about:blank")
    begin = time.perf_counter()
    tab.goto((site / "index.html").as_uri(), wait_until="load")
    tab.fill("#search", "党员")
    assert tab.locator("#results li").count() > 0
    assert time.perf_counter() - begin < 3  # one second on a quiet machine


def test_no_serious_accessibility_fault(pages, tab):
    from axe_playwright_python.sync_playwright import Axe

    for path in pages:
        tab.goto(path.as_uri())
        found = Axe().run(tab, options={"resultTypes": ["violations"]}).response["violations"]
        grave = [(v["id"], v["nodes"][0]["html"][:120]) for v in found if v["impact"] in ("serious", "critical")]
        assert grave == [], path


def test_a_table_picks_and_sorts(site, tab):
    tab.goto((site / "notebooks" / "04_practice_frequency.html").as_uri())
    box = tab.locator(".pickable").last
    case, code = box.locator("select").nth(0), box.locator("select").nth(1)
    everything = box.locator("tbody tr:visible").count()
    code.select_option("work_team_dispatch")
    shown = box.locator("tbody tr:visible")
    assert 1 < shown.count() < everything
    of_the_code = shown.count()
    case.select_option(shown.first.locator("td").nth(1).inner_text())
    assert 0 < shown.count() < of_the_code
    assert int(box.locator("[role=status]").inner_text()) == shown.count()
    assert set(box.locator("tbody tr:visible td:nth-child(3)").all_inner_texts()) == {"work_team_dispatch"}
    case.select_option("")
    code.select_option("")
    box.locator("thead button").nth(2).click()
    quotes = box.locator("tbody tr td:nth-child(4)").all_inner_texts()
    assert quotes == tab.evaluate("q => [...q].sort((a, b) => a.localeCompare(b, 'zh'))", quotes)
