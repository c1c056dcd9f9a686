// When each stage of a character ran.
import { h, keyed, mark, tell } from "./dom.js";
import { span, stageName } from "./words.js";

export function showTimes(list, stages, ids) {
	const begun = ids.filter((id) => stages[id].started_at).map((id) => {
		const from = Date.parse(stages[id].started_at);
		return { id, from, long: (Date.parse(stages[id].completed_at) || Date.now()) - from, status: stages[id].status };
	});
	const first = Math.min(...begun.map(({ from }) => from));
	const all = Math.max(...begun.map(({ from, long }) => from + long - first));
	for (const one of begun) Object.assign(one, { from: one.from - first, all });
	keyed(list, begun, ({ id }) => id, line);
}

function line({ id }) {
	const bar = h("span");
	const took = h("span", { class: "soft" });
	const element = h("li", { class: "line" }, h("span", {}, stageName(id)), h("span", { class: "track" }, bar), took);
	return { element, update({ from, long, all, status }) {
		mark(bar, "class", `span ${status}`);
		bar.style.setProperty("--from", `${(100 * from / all).toFixed(1)}%`);
		bar.style.setProperty("--long", `${(100 * long / all).toFixed(1)}%`);
		tell(took, span(long / 1000));
	} };
}
