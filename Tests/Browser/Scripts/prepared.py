"""The page against prepared documents: what people do, what may go wrong, and what it costs the browser.

usage: prepared.py URL ENDED_JOB RUNNING_JOB HOSTILE_NAME
"""
import sys
import time

from playwright.sync_api import sync_playwright

from studio import API, DESK, PHONE, Window, launch, until

ANNA, BEN = "key-of-anna", "key-of-ben"
VIEWS = [("#/jobs", ".row"), ("#/new", ".pick"), ("#/references", ".shelf li"), ("#/settings", ".checks .status")]
EVENTS = 500
# Stands in for the event stream alone: states of a job of twenty characters, of whom two are further each time, 1200 a minute.
STREAM = """
const real = window.fetch;
window.longTasks = [];
new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((task) => Math.round(task.duration)))).observe({ type: "longtask" });
window.fetch = async (url, options) => {
  if (!String(url).includes("/events/")) return real(url, options);
  const job = await (await real(String(url).replace("/events/", "/status/"), { headers: options.headers })).json();
  const [model] = job.characters;
  const runs = Array.from({ length: 20 }, (_, slot) => ({ ...structuredClone(model), slot }));
  const told = runs.map((run) => JSON.stringify(run));
  const ids = Object.keys(model.stages);
  const states = ["running", "completed", "waiting", "running"];
  delete job.characters;
  let count = 0;
  return new Response(new ReadableStream({ async pull(sink) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    count += 1;
    for (const slot of [count % 20, (count + 7) % 20]) {
      const stage = runs[slot].stages[ids[Math.floor(count / 3) % ids.length]];
      Object.assign(stage, { status: states[count % 4], progress: (count % 100) / 100, started_at: new Date().toISOString() });
      told[slot] = JSON.stringify(runs[slot]);
    }
    job.version = count;
    job.progress.percent_complete = count % 100;
    const rest = JSON.stringify(job).slice(1);
    sink.enqueue(new TextEncoder().encode(`event: job\\nid: ${count}\\ndata: {"characters":[${told}],${rest}\\n\\n`));
    if (count === 20) window.longTasks.length = 0;
    if (count === COUNT) { window.streamEnded = true; await new Promise(() => {}); }
  } }), { headers: { "Content-Type": "text/event-stream" } });
};
""".replace("COUNT", str(EVENTS))


def first_paint(browser, base):
    """From an empty browser to the first paint with content, three times; and what is loaded for it."""
    paints = []
    for _ in range(3):
        with Window(browser, base) as window:
            window.page.goto(base)
            window.page.get_by_label("API key").wait_for()
            paint = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
            paints.append(round(until("something is painted", lambda: window.page.evaluate(paint))))
    print(f"first contentful paint: {min(paints)} ms ({', '.join(map(str, paints))})")


def sign_in(browser, base):
    with Window(browser, base) as window:
        window.page.goto(base)
        window.page.get_by_label("API key").fill("wrong")
        window.page.get_by_role("button", name="Sign in").click()
        window.page.get_by_text("This key is not known here.").first.wait_for()
        window.expect_error("401")
        window.sign_in(ANNA)
        kept = window.page.evaluate("[sessionStorage.length, localStorage.length, document.cookie]")
        assert kept == [1, 0, ""], kept
        window.page.get_by_role("button", name="Sign out").click()
        window.page.get_by_label("API key").wait_for()
        assert window.page.evaluate("sessionStorage.length") == 0


def hostile_name(browser, base, ended, hostile):
    with Window(browser, base) as window:
        window.sign_in(ANNA)
        window.visit(f"#/jobs/{ended}", ".card")
        assert window.page.locator(".card h2").nth(2).inner_text() == hostile
        window.visit(f"#/jobs/{ended}/2", ".version video")
        assert window.page.locator("h1").inner_text() == hostile
        assert window.page.evaluate("window.hacked === undefined && !document.querySelector('img[src=x]')")


def play(browser, base, ended):
    with Window(browser, base) as window:
        window.sign_in(ANNA)
        window.visit(f"#/jobs/{ended}", ".card")
        window.page.get_by_role("link", name="Play Mio Kazehara").click()
        states = "[...document.querySelectorAll('.version video')].map((v) => v.readyState)"
        until("three videos are ready", lambda: len(now := window.page.evaluate(states)) == 3 and min(now) >= 2)
        assert window.page.locator(".clips li").all_inner_texts() == ["Own outfit from 0.0 s", "Beach from 1.0 s", "K-pop from 2.0 s"]


def retry(browser, base, ended):
    with Window(browser, base) as window:
        window.sign_in(ANNA)
        window.visit(f"#/jobs/{ended}", ".card")
        card = window.page.locator(".card").nth(1)
        card.get_by_text("The provider's safety rules refused it.").wait_for()
        card.get_by_role("button", name="Try Sora Mizuki again").click()
        window.toast("Sora Mizuki is tried again")
        until("it runs again, and says so by itself", lambda: card.locator(".status").inner_text() == "Running")
        assert card.locator(".stage.failed").count() == 0


def cancel(browser, base, running):
    with Window(browser, base) as window:
        window.sign_in(ANNA)
        window.visit(f"#/jobs/{running}", ".card")
        card = window.page.locator(".card").first
        card.get_by_role("button", name="Cancel Rin Asagiri").click()
        window.page.get_by_role("button", name="No, go on").click()
        assert card.locator(".status").inner_text() == "Running"
        card.get_by_role("button", name="Cancel Rin Asagiri").click()
        window.page.get_by_role("button", name="Yes, cancel").click()
        window.toast("Rin Asagiri is cancelled.")
        until("it is cancelled", lambda: card.locator(".status").inner_text() == "Cancelled")
        assert window.page.locator(".card .status").nth(1).inner_text() == "Running", "the other one goes on"


def offline(browser, base, running):
    with Window(browser, base) as window:
        window.sign_in(ANNA)
        window.visit(f"#/jobs/{running}", ".card")
        window.page.locator("#connection").get_by_text("Live").wait_for()
        window.context.set_offline(True)
        window.page.locator("#connection").get_by_text("Offline").wait_for()
        API(base, ANNA).call("POST", f"cancel/{running}")
        time.sleep(1)
        assert window.page.locator(".head .status").inner_text() == "Running"
        window.context.set_offline(False)
        until("it comes back by itself and knows what happened", lambda: window.page.locator(".head .status").inner_text() == "Cancelled", 15)
        window.errors.clear()


def owners(browser, base, ended):
    with Window(browser, base) as window:
        window.sign_in(BEN)
        window.page.get_by_text("No dances yet.").wait_for()
        window.visit(f"#/jobs/{ended}", ".empty")
        window.page.get_by_text("This job cannot be shown.").wait_for()
        window.expect_error("404")
        window.visit(f"#/jobs/{ended}/0", ".empty")
        window.page.get_by_text("Nothing to play.").wait_for()
        window.expect_error("404")
        assert "Mio" not in window.page.content()


def keyboard(browser, base):
    """An order without a mouse: the key, the link, a dance, the button, the question whether to cancel."""
    with Window(browser, base) as window:
        page = window.page
        page.goto(base)
        page.get_by_label("API key").wait_for()
        until("the field has the focus", lambda: page.evaluate("document.activeElement.id") == "key")
        page.keyboard.type(ANNA)
        page.keyboard.press("Enter")
        page.get_by_role("heading", name="Jobs").wait_for()
        tab_to(page, "a.main")
        page.keyboard.press("Enter")
        page.locator(".pick").first.wait_for()
        page.locator(".choice").first.wait_for()
        until("the heading has the focus", lambda: page.evaluate("document.activeElement.tagName") == "H1")
        tab_to(page, ".pick")
        page.keyboard.press("Space")
        assert page.locator(".pick").first.get_attribute("aria-pressed") == "true"
        tab_to(page, "button.main")
        page.keyboard.press("Enter")
        page.locator(".card").first.wait_for()
        tab_to(page, "button.danger")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        until("the question is gone", lambda: page.get_by_role("dialog").count() == 0)
        tab_to(page, "button.danger")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        until("the job is cancelled", lambda: page.locator(".head .status").inner_text() == "Cancelled")


def tab_to(page, selector):
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            seen = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert seen != "none", f"the focus on {selector} cannot be seen"
            return
    raise AssertionError(f"{selector} is not reached by the keyboard")


def many_jobs(browser, base):
    api = API(base, ANNA)
    for _ in range(200):
        api.call("POST", "run", {"count": 1})
    with Window(browser, base) as window:
        page = window.page
        window.sign_in(ANNA)
        page.locator(".row").nth(49).wait_for()
        shown = page.locator(".row").count()
        while page.get_by_role("button", name="Show older jobs").is_visible():
            page.get_by_role("button", name="Show older jobs").click()
            shown = until("more are shown", lambda: (now := page.locator(".row").count()) > shown and now, 60)
        assert shown >= 200, shown
        page.get_by_role("button", name="Completed", exact=True).click()
        until("the filter holds", lambda: page.locator(".row").count() == 0 and page.get_by_text("Nothing is completed.").count() == 1)
        page.get_by_role("button", name="Cancelled", exact=True).click()
        until("others are there", lambda: 0 < page.locator(".row").count() < 10)
        page.get_by_role("button", name="All", exact=True).click()
        until("all are back", lambda: page.locator(".row").count() >= 50)
    print(f"{shown} jobs listed")


def everybody(browser, base, ended):
    """axe-core on every view, light and dark, desk and phone; nothing wider than the screen; nothing moves where that is unwanted."""
    least = 0
    for size, scheme in [(DESK, "light"), (DESK, "dark"), (PHONE, "light"), (PHONE, "dark")]:
        with Window(browser, base, size, scheme, motion="reduce") as window:
            window.page.goto(base)
            window.page.get_by_label("API key").wait_for()
            least += window.axe("signing in")
            window.sign_in(ANNA)
            for address, wait in [*VIEWS, (f"#/jobs/{ended}", ".card"), (f"#/jobs/{ended}/0", ".version video")]:
                window.visit(address, wait)
                where = f"{address} {scheme} {size['width']}"
                least += window.axe(where)
                window.has_no_overflow(where)
            moving = "document.getAnimations().filter((a) => a.playState === 'running').length"
            assert window.page.evaluate(moving) == 0
    print(f"axe-core: nothing serious on {4 * 7} views, {least} lesser findings")


def events(browser, base, ended):
    with Window(browser, base, script=STREAM) as window:
        window.sign_in(ANNA)
        # Processor time of the page's one thread: what other programs do meanwhile does not count.
        metrics = window.context.new_cdp_session(window.page)
        metrics.send("Performance.enable", {"timeDomain": "threadTicks"})
        spent = lambda: {one["name"]: one["value"] for one in metrics.send("Performance.getMetrics")["metrics"]}["TaskDuration"]
        before = spent()
        begun = time.monotonic()
        window.visit(f"#/jobs/{ended}", ".card")
        until("the stream has ended", lambda: window.page.evaluate("window.streamEnded"), 240)
        took = time.monotonic() - begun
        until("the last state is shown", lambda: window.page.locator("[data-version]").get_attribute("data-version") == str(EVENTS))
        tasks = window.page.evaluate("window.longTasks")
        each = (spent() - before) * 1000 / EVENTS
        print(f"{EVENTS} events on a board of 20 characters in {took:.0f} s: {len(tasks)} tasks over 50 ms, the longest {max(tasks, default=0)} ms; "
              f"{each:.1f} ms of the page's thread an event")


def main():
    base, ended, running, hostile = sys.argv[1:5]
    with sync_playwright() as playwright:
        browser = launch(playwright)
        first_paint(browser, base)
        sign_in(browser, base)
        hostile_name(browser, base, ended, hostile)
        play(browser, base, ended)
        events(browser, base, ended)
        everybody(browser, base, ended)
        owners(browser, base, ended)
        cancel(browser, base, running)
        offline(browser, base, running)
        retry(browser, base, ended)
        keyboard(browser, base)
        many_jobs(browser, base)
        browser.close()
    print("ok")


main()
