from tests.maps.browser import Opened, opened_card
from tests.maps.examples import told_twice
from tests.store.features import feature


def test_the_whole_interface_is_in_one_language(opened: Opened) -> None:
    visit = opened([told_twice()])
    visit.page.click("#wq-open-list")
    visit.page.click(".wq-entry")
    visit.page.wait_for_selector(".wq-card")
    interface = """() => {
        const others = '#wq-language, #wq-title, #wq-credit, .wq-quote, .wq-reason, [lang]:not(html), noscript, script';
        const own = (node) => !node.closest(`${others}, style, h3, bdi`);
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) if (own(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
        for (const node of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
            if (!own(node)) continue;
            for (const name of ['aria-label', 'title', 'placeholder']) texts.push(node.getAttribute(name) ?? '');
        }
        return texts.map((text) => text.trim()).filter(Boolean);
    }"""
    latin = [text for text in visit.value(interface) if any("a" <= letter.lower() <= "z" for letter in text)]
    assert [text for text in latin if text not in ("GeoJSON", "CSV")] == []
    assert visit.page.get_attribute("html", "dir") == "rtl"
    visit.page.click("#wq-language")
    visit.page.wait_for_function("document.documentElement.lang === 'en'")
    assert [text for text in visit.value(interface) if any("ء" <= letter <= "ي" for letter in text)] == []
    assert visit.page.get_attribute("html", "dir") == "ltr"
    assert "Artillery fire on Al-Shaar" in visit.text(".wq-card h3")


def test_numbers_and_dates_do_not_flip_in_arabic(opened: Opened) -> None:
    visit = opened_card(opened, feature("span", date_start="2016-12-04", date_end="2016-12-06"))
    left = """(words) => {
        const walker = document.createTreeWalker(document.querySelector('.wq-iso'), NodeFilter.SHOW_TEXT);
        walker.nextNode();
        const range = document.createRange();
        return words.map((word) => {
            const at = walker.currentNode.data.indexOf(word);
            range.setStart(walker.currentNode, at); range.setEnd(walker.currentNode, at + word.length);
            return range.getBoundingClientRect().left;
        });
    }"""
    first, last = visit.page.evaluate(left, ["2016-12-04", "2016-12-06"])
    assert first < last
