// All jobs, newest first.
import { badge, dancer, empty, h, keyed, mark, stamp, tell } from "./dom.js";
import { get, media } from "./api.js";
import { repeat } from "./connection.js";
import { endings, isOpen } from "./endings.js";
import { ago, dollars, left, phaseName, title } from "./words.js";

export function view({ signal }) {
	const { element, filters, list, nothing, more } = stamp("jobs");
	let status = "";
	let pages = [""];
	let next = null;

	filters.onclick = ({ target }) => {
		if (target.type !== "button") return;
		status = target.value;
		pages = [""];
		for (const chip of filters.children) mark(chip, "aria-pressed", String(chip === target));
		look();
	};
	more.onclick = () => {
		pages.push(next);
		look();
	};

	async function look() {
		const asked = status;
		const found = new Map();
		for (const token of pages.slice()) {
			const answer = await get(`jobs?${new URLSearchParams({ limit: 50, ...asked && { status: asked }, ...token && { page_token: token } })}`, signal);
			for (const job of answer.jobs) found.set(job.job_id, job);
			next = answer.next_page_token;
		}
		if (asked !== status) return;
		keyed(list, [...found.values()], (job) => job.job_id, (job) => row(job, look));
		more.hidden = !next;
		const wanted = found.size ? "none" : asked;
		if (nothing.dataset.of !== wanted) nothing.replaceChildren(...found.size ? [] : [absence(asked)]);
		nothing.dataset.of = wanted;
	}

	repeat(4000, signal, look);
	return element;
}

function absence(status) {
	return status ? empty(`Nothing is ${status}.`, "Other jobs are under All.") : empty("No dances yet.", "A character is invented, drawn, dressed, dances three dances, and comes back as a finished video.",
		"#/new", "Order the first one");
}

function row({ job_id: id, config }, look) {
	const { element, thumbs, link, about, bar, side, cost, badge: mine } = stamp("row");
	const [retry, cancel, allow] = endings(id, null, () => "The job", look);
	side.append(retry, cancel);
	thumbs.append(dancer());
	mark(link, "href", `#/jobs/${id}`);
	tell(link, title(config));

	function update({ status, progress, results, cost: money, ...job }) {
		badge(mine, status);
		const open = isOpen(status);
		const end = open && job.estimated_completion ? `, ${left(job.estimated_completion)}` : "";
		const failed = progress.failed ? `, ${progress.failed} failed` : "";
		const what = open ? phaseName(progress.current_stage) : `${progress.completed} of ${progress.total} finished${failed}`;
		tell(about, `${what}${end} · ordered ${ago(job.created_at)} · ${id.slice(0, 8)}`);
		bar.hidden = !open;
		bar.value = progress.percent_complete;
		tell(cost, money.spent_usd ? dollars(money.spent_usd) : "");
		allow(open, !open && status !== "cancelled" && progress.failed > 0);
		const posters = results.map(({ assets }) => media(assets.links.poster)).filter(Boolean).slice(0, 4);
		if (!posters.length) return;
		thumbs.querySelector("svg")?.remove();
		keyed(thumbs, posters, (src) => src.split("?")[0], (src) => ({ element: h("img", { src, alt: "", loading: "lazy" }) }));
	}

	return { element, update };
}
