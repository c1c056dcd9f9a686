// One character, stage by stage.
import { badge, fill, h, keyed, mark, stamp, tell } from "./dom.js";
import { endings, isOpen } from "./endings.js";
import { showTimes } from "./timeline.js";
import { viewer } from "./viewer.js";
import { dollars, failure, groupOf, groups, inOrder, signs, stageName } from "./words.js";

export function card(job, slot, again) {
	const parts = stamp("card");
	let run = {};
	const name = () => run.name ?? `Character ${slot + 1}`;
	const screen = viewer(parts, refresh);
	const [retry, cancel, allow] = endings(job, slot, name, again);
	let [whole, shown] = [];
	parts.actions.append(retry, cancel);
	parts.title.id = `character-${slot}`;
	mark(parts.element, "aria-labelledby", parts.title.id);
	mark(parts.play, "href", `#/jobs/${job}/${slot}`);
	parts.details.ontoggle = refresh;

	function refresh() {
		shown = null;
		show(run, whole);
	}

	function show(next, all) {
		[run, whole] = [next, all];
		const state = JSON.stringify([run, all.status, all.results.length]);
		if (state === shown) return;
		shown = state;
		fill(parts, { title: name(), now: line(run) });
		badge(parts.badge, run.status);
		const ids = inOrder(Object.keys(run.stages));
		const result = run.character_id && whole.results.find((one) => one.character_id === run.character_id);
		screen.show(run.stages, ids, result?.assets, name());
		keyed(parts.stages, groups.filter((group) => ids.some((id) => groupOf(id) === group)), String, row);
		for (const [group, { list }] of parts.stages.parts) {
			keyed(list, ids.filter((id) => groupOf(id) === group), String, pill);
			for (const [id, part] of list.parts) part.show(run.stages[id], screen);
		}
		keyed(parts.errors, ids.filter((id) => run.stages[id].status === "failed"), String, (id) => problem(id, run.stages[id].error ?? undefined));
		if (parts.details.open) showTimes(parts.times, run.stages, ids);
		parts.details.hidden = !ids.length;
		allow(isOpen(run.status), run.status === "failed" && !isOpen(whole.status));
		parts.play.hidden = !result;
		mark(parts.play, "aria-label", `Play ${name()}`);
	}

	return { element: parts.element, show };
}

function line({ stages, status, cost }) {
	const ids = inOrder(Object.keys(stages));
	const are = (...wanted) => ids.filter((id) => wanted.includes(stages[id].status));
	const spent = cost?.spent_usd ? ` · ${dollars(cost.spent_usd)} spent` : "";
	if (!isOpen(status)) return `${are("completed", "skipped").length} of ${ids.length} stages done${spent}`;
	return (are("running", "waiting").map(stageName).join(", ") || "Waiting for its turn") + spent;
}

function row(group) {
	const list = h("ul");
	return { list, element: h("div", {}, h("dt", {}, group), h("dd", {}, list)) };
}

/** A stage; a button once it can be looked at. */
function pill(id) {
	const sign = h("span", { class: "sign", "aria-hidden": "true" });
	const state = h("span", { class: "hidden" });
	const element = h("li");

	function show({ status, progress, link }, screen) {
		const tag = link && screen.has(id) ? "BUTTON" : "SPAN";
		let face = element.firstChild;
		if (face?.tagName !== tag) {
			face = h(tag, { "data-stage": id, onclick: () => screen.choose(id) }, sign, stageName(id), state);
			if (tag === "BUTTON") face.type = "button";
			element.replaceChildren(face);
		}
		const share = progress ? `${Math.round(progress * 100)}%` : "";
		mark(face, "class", `stage ${status}`);
		if (tag === "BUTTON") mark(face, "aria-pressed", String(screen.shown() === id));
		tell(sign, signs[status] ?? "·");
		tell(state, `: ${status} ${share}`);
		if (face.done !== share) face.style.setProperty("--done", face.done = share);
	}

	return { element, show };
}

function problem(id, { code, message } = {}) {
	const plain = failure(code, message);
	const more = plain === message ? "" : ` (${message})`;
	return { element: h("li", { class: "notice bad small" }, h("strong", {}, `${stageName(id)}: `), plain, h("span", { class: "soft" }, more)) };
}
