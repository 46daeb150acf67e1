from tests.maps.browser import Opened
from tests.maps.examples import sample


def test_the_panel_gives_the_focus_back(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.focus("#wq-open-list")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("document.activeElement.id === 'wq-side-title'")
    visit.page.keyboard.press("Escape")
    assert visit.page.evaluate("document.activeElement.id") == "wq-open-list"
    assert visit.page.is_hidden("#wq-side")


def test_single_keys_do_what_the_help_says_and_can_be_switched_off(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.keyboard.press("?")
    assert visit.page.locator("#wq-help kbd").count() >= 8
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_selector("#wq-help", state="hidden")
    visit.page.keyboard.press("e")
    visit.page.wait_for_selector(".wq-entry")
    visit.page.keyboard.press("/")
    assert visit.page.evaluate("document.activeElement.id") == "wq-search"
    visit.page.keyboard.type("te")
    assert visit.page.input_value("#wq-search") == "te"
    assert visit.page.get_attribute("html", "lang") == "ar"
    visit.page.click("#wq-open-help")
    visit.page.uncheck("#wq-help input")
    visit.page.keyboard.press("Escape")
    visit.page.wait_for_selector("#wq-help", state="hidden")
    visit.page.keyboard.press("t")
    assert visit.page.get_attribute("html", "lang") == "ar"
    assert visit.complaints == []


def test_a_key_that_comes_before_the_closed_help_has_lost_the_focus_is_heard(opened: Opened) -> None:
    visit = opened(sample())
    visit.page.keyboard.press("?")
    visit.page.evaluate("""() => {
        const help = document.getElementById('wq-help');
        const focused = document.activeElement;
        help.close();
        focused.dispatchEvent(new KeyboardEvent('keydown', { key: 'e', bubbles: true }));
    }""")
    visit.page.wait_for_selector(".wq-entry")
