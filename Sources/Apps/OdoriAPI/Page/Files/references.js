// The catalogue of dances.
import { badge, empty, h, keyed, mark, say, stamp, tell } from "./dom.js";
import { media, open } from "./api.js";
import { beatLine } from "./beats.js";
import { preview, references } from "./catalogue.js";
import { confirmed } from "./confirm.js";
import { repeat } from "./connection.js";
import { upload } from "./upload.js";
import { span, spaced } from "./words.js";

export function view({ signal }) {
	const parts = stamp("references");

	async function look() {
		const all = await references(signal);
		keyed(parts.shelf, all, ({ id }) => id, (one) => entry(one, look));
		parts.nothing.replaceChildren(...all.length ? [] : [empty("No dances here yet.", "Add a video of a dancing adult.")]);
	}

	upload(parts, look);
	repeat(3000, signal, look);
	return parts.element;
}

function entry({ id, title }, look) {
	const parts = stamp("reference");
	let now = {};
	let shown = "";
	tell(parts.title, title);
	mark(parts.watch, "aria-label", `Watch ${title}`);
	mark(parts.erase, "aria-label", `Delete ${title}`);

	parts.watch.onclick = () => {
		const video = h("video", { src: media(now.video.link), controls: true, autoplay: true, loop: true, "aria-label": title });
		parts.frame.replaceChildren(video);
		parts.watch.hidden = true;
		video.focus();
	};
	parts.erase.onclick = async () => {
		if (!await confirmed("Delete this dance?", `${title} is deleted with its video.`, "Yes, delete")) return;
		await open(`references/${id}`, { method: "DELETE" }).then(look, (error) => say(error.message));
	};

	function update(next) {
		now = next;
		const { analysis, media: file, status } = now;
		const state = status + Boolean(analysis);
		if (state === shown) return;
		shown = state;
		badge(parts.badge, status, status === "ingesting" ? "Being looked at" : undefined);
		tell(parts.facts, now.reason ?? [analysis && `${Math.round(analysis.tempo)} bpm`, file && span(file.duration), now.shared ? "for everybody" : spaced(now.rights),
			analysis?.confidence < 0.5 && "the beat is a guess"].filter(Boolean).join(" · "));
		parts.watch.hidden = !now.video?.link;
		parts.erase.hidden = now.shared;
		preview(parts.frame, now);
		if (analysis) parts.beats.replaceChildren(beatLine(analysis, file?.duration ?? 15));
	}

	return { element: parts.element, update };
}
