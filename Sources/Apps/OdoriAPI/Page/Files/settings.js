// What this studio is made of, and whether it is well.
import { badge, h, stamp } from "./dom.js";
import { get } from "./api.js";
import { repeat } from "./connection.js";
import { bytes, spaced } from "./words.js";

const signs = { good: "✓ good", notice: "· note", bad: "✗ mend" };

export function view({ signal }) {
	const { element, checks, facts } = stamp("settings");
	repeat(10_000, signal, async () => {
		const now = await get("settings", signal);
		checks.replaceChildren(...now.checks.map(({ name, state, detail }) => {
			const mark = h("span");
			badge(mark, state, signs[state]);
			return h("li", {}, mark, h("strong", {}, spaced(name)), h("span", {}, detail));
		}));
		const told = { signed_in_as: now.owner, mode: now.mode, ...now.providers, ...now.storage, characters_in_one_job: `up to ${now.max_count}`, largest_video: bytes(now.upload_limit_bytes) };
		facts.replaceChildren(...Object.entries(told).map(([name, value]) => h("div", {}, h("dt", {}, spaced(name)), h("dd", {}, value))));
	});
	return element;
}
