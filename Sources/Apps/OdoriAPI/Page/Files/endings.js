// Cancel and retry, of a job or a character.
import { h, mark, say } from "./dom.js";
import { post } from "./api.js";
import { confirmed } from "./confirm.js";
import { plural } from "./words.js";

export const isOpen = (status) => status === "queued" || status === "running";

/** Both buttons, and what allows them. Slot: null for the job. */
export function endings(job, slot, name, done, size = "slim") {
	const path = slot == null ? job : `${job}/${slot}`;

	const cancel = button(slot == null ? "Cancel job" : "Cancel", `danger ${size}`, async () => {
		if (!await confirmed("Cancel?", `${name()} stops for good. What is finished is kept.`, "Yes, cancel")) return;
		const { in_flight: flying } = await post(`cancel/${path}`);
		say(`${name()} is cancelled.${flying ? ` ${plural(flying, "order")} may still arrive and will be settled.` : ""}`);
	});
	const retry = button("Try again", size, async () => {
		await post(`retry/${path}`);
		say(`${name()} is tried again; what was finished is kept.`);
	});

	function button(label, kind, act) {
		const element = h("button", { type: "button", class: kind, onclick: async () => {
			element.disabled = true;
			await act().then(done, (error) => say(error.message));
			element.disabled = false;
		} }, label);
		return element;
	}

	return [retry, cancel, (canCancel, canRetry) => {
		cancel.hidden = !canCancel;
		retry.hidden = !canRetry;
		if (slot == null) return;
		mark(cancel, "aria-label", `Cancel ${name()}`);
		mark(retry, "aria-label", `Try ${name()} again`);
	}];
}
