"""The studio page in a real browser: what every script here needs."""
import json
import pathlib
import time
import urllib.error
import urllib.request

from axe_playwright_python.sync_playwright import Axe

CHROMIUM = "/usr/bin/chromium"
DESK = {"width": 1360, "height": 900}
PHONE = {"width": 390, "height": 844}
# Collects what the content security policy reports, from before the page's own scripts on.
REPORTS = "window.reports = []; addEventListener('securitypolicyviolation', (e) => reports.push(e.violatedDirective + ' ' + e.blockedURI));"


class API:
    """The API without the page, for what happens elsewhere meanwhile."""

    def __init__(self, base, key):
        self.base, self.key = base, key

    def call(self, method, path, body=None):
        request = urllib.request.Request(
            f"{self.base}/api/v1/pipeline/{path}", method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)


class Window:
    """One browser window that writes down every error, and lets none pass unless the script expects it."""

    def __init__(self, browser, base, size=DESK, scheme="light", motion="no-preference", script=None):
        self.base = base
        self.context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion=motion)
        self.context.add_init_script(REPORTS)
        if script:
            self.context.add_init_script(script)
        self.page = self.context.new_page()
        self.page.set_default_timeout(30_000)
        self.errors = []
        self.page.on("console", lambda message: message.type in ("error", "warning") and self.errors.append(message.text))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def __enter__(self):
        return self

    def __exit__(self, kind, *rest):
        if kind is None:
            self.check()
        self.context.close()

    def check(self):
        """Fails for any error or report since the last look."""
        reports = self.page.evaluate("window.reports")
        assert not self.errors and not reports, (self.errors, reports)

    def expect_error(self, text):
        """Takes away the errors that a script provoked; there must be one."""
        met = [error for error in self.errors if text in error]
        assert met, (text, self.errors)
        self.errors = [error for error in self.errors if text not in error]

    def sign_in(self, key):
        self.page.goto(self.base)
        self.page.get_by_label("API key").fill(key)
        self.page.get_by_role("button", name="Sign in").click()
        self.page.get_by_role("heading", name="Jobs").wait_for()

    def visit(self, address, wait):
        self.page.evaluate("(address) => { location.hash = address; }", address)
        self.page.locator(wait).first.wait_for()

    def toast(self, text):
        self.page.locator("#toasts").get_by_text(text).first.wait_for()

    def axe(self, where):
        """Nothing serious is found by axe-core."""
        found = Axe().run(self.page).response["violations"]
        grave = [(one["id"], [node["target"] for node in one["nodes"]][:4]) for one in found if one["impact"] in ("serious", "critical")]
        assert not grave, (where, grave)
        return len(found)

    def has_no_overflow(self, where):
        wide, seen = self.page.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
        assert wide <= seen, (where, wide, seen)

    def picture(self, folder, name, whole=False):
        """A picture of the window; where no folder is wanted, none."""
        if folder:
            self.page.evaluate("document.activeElement.blur(); scrollTo(0, 0);")
            self.page.screenshot(path=str(pathlib.Path(folder, f"{name}.jpg")), type="jpeg", quality=80, full_page=whole)


def launch(playwright):
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])


def until(what, ask, seconds=30):
    """Asks until the answer is true."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = ask()
        if answer:
            return answer
        time.sleep(0.1)
    raise AssertionError(f"not within {seconds} s: {what}")
