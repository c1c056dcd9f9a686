// Which view is shown: as the address says.
import { mark, say } from "./dom.js";
import { session } from "./api.js";
import { connection } from "./connection.js";
import { spaced } from "./words.js";

const [main, nav, leave] = ["main", "nav", "leave"].map((id) => document.getElementById(id));

const views = [[/^#\/new$/, "order"], [/^#\/(references|settings|jobs)$/, null], [/^#\/jobs\/([\w-]+)\/(\d+)$/, "player"], [/^#\/jobs\/([\w-]+)$/, "job"]];

let open = new AbortController();

async function show() {
	open.abort();
	const mine = open = new AbortController();
	connection.rest();
	for (const element of [nav, leave]) element.hidden = !session.key;
	const found = views.find(([pattern]) => pattern.test(location.hash));
	if (!found) return location.replace("#/jobs");
	for (const link of nav.children) mark(link, "aria-current", location.hash.startsWith(link.getAttribute("href")) && "page");
	const args = location.hash.match(found[0]).slice(1);
	const name = session.key ? found[1] ?? args[0] : "signin";
	const { view } = await import(`./${name}.js`);
	if (mine.signal.aborted) return;
	document.title = `${spaced(name)} · Odori studio`;
	main.replaceChildren(view({ args, signal: mine.signal, done: show }));
	scrollTo(0, 0);
	const heading = main.querySelector("h1");
	heading.tabIndex = -1;
	if (session.key) heading.focus({ preventScroll: true });
}

function signOut() {
	session.end();
	show();
}

leave.addEventListener("click", signOut);
addEventListener("odori:unknown-key", () => nav.hidden || signOut());
addEventListener("hashchange", show);
addEventListener("unhandledrejection", (event) => {
	if (event.reason?.name !== "AbortError" && event.reason?.status === undefined) return;
	event.preventDefault();
	if (event.reason.status) say(event.reason.message);
});
show();
