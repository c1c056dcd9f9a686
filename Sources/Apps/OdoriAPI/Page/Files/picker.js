// Chooses up to three dances, in order.
import { keyed, mark, stamp, tell } from "./dom.js";
import { preview } from "./catalogue.js";

export function picker(list, changed) {
	const chosen = [];
	let all = [];

	function show(references = all) {
		all = references.filter(({ status }) => status === "ready");
		keyed(list, all, ({ id }) => id, pick);
	}

	function pick(reference) {
		const { element, button, frame, number, title, about } = stamp("pick");
		preview(frame, reference);
		tell(title, reference.title);
		if (reference.analysis) tell(about, `${Math.round(reference.analysis.tempo)} bpm`);
		button.onclick = () => {
			const at = chosen.indexOf(reference.id);
			if (at >= 0) chosen.splice(at, 1);
			else chosen.push(reference.id);
			show();
			changed();
		};
		return { element, update() {
			const at = chosen.indexOf(reference.id);
			mark(button, "aria-pressed", String(at >= 0));
			button.disabled = at < 0 && chosen.length > 2;
			number.hidden = at < 0;
			tell(number, `Dance ${at + 1}`);
		} };
	}

	return { chosen, show };
}
