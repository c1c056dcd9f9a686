// One job as a live board.
import { badge, empty, fill, h, keyed, mark, stamp } from "./dom.js";
import { get } from "./api.js";
import { connection, repeat } from "./connection.js";
import { follow } from "./events.js";
import { card } from "./card.js";
import { endings, isOpen } from "./endings.js";
import { ago, dollars, failure, left, phaseName, plural, span, spaced, title } from "./words.js";

export function view({ args: [id], signal }) {
	const parts = stamp("job");
	const [retry, cancel, allow] = endings(id, null, () => "The job", () => again.abort(), "");
	parts.actions.append(retry, cancel);
	let newest = null;
	let again = new AbortController();

	/** Drawn once a picture, however fast events come. */
	function heard(job) {
		const isFirst = !newest;
		newest = job;
		if (isFirst) requestAnimationFrame(() => {
			show(newest);
			newest = null;
		});
	}

	function show(job) {
		const { status, progress: { completed, failed, total, percent_complete: percent, current_stage: stage } } = job;
		const open = isOpen(status);
		badge(parts.badge, status);
		parts.bar.value = percent;
		fill(parts, { title: title(job.config), ordered: `ordered ${ago(job.created_at)} ·`, id, now: open ? phaseName(stage) : spaced(status),
			done: `${completed} of ${total}${failed ? `, ${failed} failed` : ""} · ${percent} %`, time: time(job), cost: money(job.cost) });
		allow(open, !open && status !== "cancelled" && failed > 0);
		keyed(parts.errors, job.errors.filter(({ slot }) => slot == null), ({ code }) => code, ({ code, message }) => ({ element: h("li", { class: "notice bad" }, failure(code, message)) }));
		keyed(parts.cards, job.characters, ({ slot }) => slot, ({ slot }) => card(id, slot, () => again.abort()));
		for (const run of job.characters) parts.cards.parts.get(run.slot).show(run, job);
		mark(parts.element, "aria-busy", null);
		mark(parts.element, "data-version", job.version);
	}

	/** What has ended may be tried again, here or elsewhere. */
	async function watch() {
		while (!signal.aborted) {
			await follow(id, heard, signal);
			again = new AbortController();
			const ended = AbortSignal.any([signal, again.signal]);
			await repeat(10_000, ended, async () => { if (isOpen((await get(`status/${id}`, ended)).status)) again.abort(); });
		}
	}

	watch().catch((error) => {
		if (signal.aborted) return;
		connection.rest();
		const more = error.status === 404 ? "It does not exist, or it belongs to somebody else." : error.message;
		parts.element.replaceChildren(empty("This job cannot be shown.", more, "#/jobs", "All jobs"));
	});
	return parts.element;
}

function time({ status, started_at: start, completed_at: end, estimated_completion: estimate }) {
	if (isOpen(status)) return estimate ? left(estimate) : "not known yet";
	return start && end ? `took ${span((new Date(end) - new Date(start)) / 1000)}` : "—";
}

function money({ estimated_usd: estimated, spent_usd: spent, reserved_usd: reserved, ambiguous_operations: unsure }) {
	if (!estimated && !spent) return "nothing: made here";
	return `${dollars(spent)}, ${dollars(reserved)} on order, at most ${dollars(estimated)}${unsure ? `, ${plural(unsure, "order")} unclear` : ""}`;
}
