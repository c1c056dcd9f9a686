"""One job from the button to three playing videos, watched in a browser.

usage: whole_job.py URL KEY [FOLDER]    FOLDER: where pictures for the documentation go
"""
import sys
import time

from playwright.sync_api import sync_playwright

from studio import DESK, PHONE, Window, launch, until

STAGES = {
    "concept", "anime_image", "cosplay_image", "align_0", "align_1", "align_2", "dance_0", "dance_1", "dance_2",
    "variant_image_kpop", "variant_image_swimsuit", "variant_dance_kpop", "variant_dance_swimsuit", "music", "stickers",
    "remix", "master", "soundtracks", "publish",
}
LIMIT = 25 * 60
# Every status that a stage's pill ever has, however short.
WATCH = """
window.seen = {};
new MutationObserver(() => {
  for (const pill of document.querySelectorAll("[data-stage]")) {
    (seen[pill.dataset.stage] ??= {})[pill.className.replace("stage ", "")] = true;
  }
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
"""


def order(window, folder):
    page = window.page
    page.get_by_role("link", name="New dance").first.click()
    until("three dances can be picked", lambda: page.locator(".pick:not([disabled])").count() >= 3, 600)
    page.locator(".pick").first.click()
    page.get_by_text("Dance 1", exact=True).wait_for()
    page.get_by_text("Free").wait_for()
    window.axe("the order")
    window.picture(folder, "page-order")
    page.get_by_role("button", name="Make them dance").click()
    page.locator(".card").wait_for()


def watch(window, folder):
    """Looks on until the job has ended; the page is never loaded again."""
    page = window.page
    page.evaluate("window.sameDocument = true")
    end = time.monotonic() + LIMIT
    pictured = False
    while page.locator(".head .status").first.inner_text() in ("Queued", "Running"):
        assert time.monotonic() < end, page.locator("main").inner_text()
        if not pictured and page.locator("[data-stage=dance_0].completed").count():
            window.axe("the board")
            page.wait_for_timeout(500)
            window.picture(folder, "page-board")
            pictured = True
        page.wait_for_timeout(250)
    assert page.locator(".head .status").first.inner_text() == "Completed", page.locator("main").inner_text()
    assert page.evaluate("window.sameDocument"), "the page was loaded again"
    seen = page.evaluate("window.seen")
    assert set(seen) == STAGES, set(seen) ^ STAGES
    unfinished = {stage: states for stage, states in seen.items() if "completed" not in states}
    assert not unfinished, unfinished
    watched = sum(1 for states in seen.values() if "running" in states or "waiting" in states)
    assert watched >= 15, seen
    return watched


def play(window, folder, name):
    page = window.page
    page.get_by_role("link", name="Play").click()
    page.locator(".version video").nth(2).wait_for()
    ready = "[...document.querySelectorAll('.version video')].map((v) => v.readyState)"
    until("three videos are ready", lambda: (states := page.evaluate(ready)) and len(states) == 3 and min(states) >= 2)
    page.get_by_role("button", name="Play", exact=True).click()
    times = "[...document.querySelectorAll('.version video')].map((v) => v.currentTime)"
    until("all three move", lambda: min(page.evaluate(times)) > 0.5)
    until("they are together", lambda: max(now := page.evaluate(times)) - min(now) < 0.15)
    page.get_by_role("button", name="Pause", exact=True).click()
    assert page.locator(".clips li").count() == 3, page.locator(".clips").inner_html()
    assert page.locator(".strip .cut").count() == 2
    until("the sound is drawn", lambda: page.locator(".strip .wave").get_attribute("d"))
    until("the report is told", lambda: "LUFS" in page.locator(".version .soft").first.inner_text())
    page.get_by_label("New score", exact=True).last.check()
    heard = page.evaluate("[...document.querySelectorAll('.version video')].map((v) => v.muted)")
    assert heard == [True, False, True], heard
    page.get_by_label("Time", exact=True).fill("4")
    until("they are where the slider is", lambda: all(abs(now - 4) < 0.1 for now in page.evaluate(times)))
    window.axe("the player")
    page.wait_for_timeout(700)
    window.picture(folder, name)


def main():
    base, key = sys.argv[1:3]
    folder = sys.argv[3] if len(sys.argv) > 3 else None
    with sync_playwright() as playwright:
        browser = launch(playwright)
        with Window(browser, base, DESK, script=WATCH) as window:
            window.sign_in(key)
            order(window, folder)
            watched = watch(window, folder)
            address = window.page.evaluate("location.hash")
            window.page.locator(".card video").wait_for()
            play(window, None, "")
        with Window(browser, base, DESK, "dark") as window:
            window.sign_in(key)
            window.visit(address, ".card")
            play(window, folder, "page-player")
        with Window(browser, base, PHONE, "dark") as window:
            window.sign_in(key)
            window.visit(address, ".card video")
            window.has_no_overflow("the board on a phone")
            window.page.wait_for_timeout(700)
            window.picture(folder, "page-phone")
            window.visit("#/references", ".shelf li")
            window.has_no_overflow("references on a phone")
        browser.close()
    print(f"{watched} of {len(STAGES)} stages seen at work, {len(STAGES)} seen completed")
    print("ok")


main()
