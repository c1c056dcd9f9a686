// Orders a job.
import { fill, mark, say, stamp, tell } from "./dom.js";
import { get, post } from "./api.js";
import { references } from "./catalogue.js";
import { repeat } from "./connection.js";
import { picker } from "./picker.js";
import { dollars, plural, span } from "./words.js";

/** Under one name, an order is made once. */
const newName = () => crypto.getRandomValues(new Uint32Array(4)).join("-");

export function view({ signal }) {
	const { element, count, styles, dances, limit, seed, price, about, button } = stamp("order");
	const form = element.querySelector("form");
	const wrongs = Object.fromEntries([...form.querySelectorAll("[data-wrong]")].map((place) => [place.dataset.wrong, place]));
	const choice = picker(dances, changed);
	let name = newName();
	let timer = 0;

	function order() {
		const options = Object.fromEntries([...form.querySelectorAll("[type=checkbox]")].map((tick) => [tick.name, tick.checked]));
		const body = { count: Number(count.value), style_id: styles.querySelector(":checked")?.value, reference_videos: choice.chosen, options };
		if (limit.value) body.max_cost_usd = Number(limit.value);
		if (seed.value) body.seed = Number(seed.value);
		return body;
	}

	function complain(error) {
		for (const place of Object.values(wrongs)) tell(place, "");
		if (error) tell(wrongs[""], error.message);
		for (const { pointer, detail } of error?.fields ?? []) tell(wrongs[pointer.replace(/\/\d+$/, "")] ?? wrongs[""], `This ${detail}.`);
		mark(count, "aria-invalid", wrongs["/count"].textContent ? "true" : null);
	}

	function changed() {
		name = newName();
		clearTimeout(timer);
		timer = setTimeout(weigh, 200);
	}

	async function weigh() {
		try {
			const { estimated_usd: usd, estimated_seconds: seconds, estimated_duration: each, count: number } = await post("estimate", order());
			complain();
			tell(price, usd ? `${dollars(usd)} at most` : "Free");
			tell(about, `${plural(number, "character")}, ${each}${seconds ? `, about ${span(seconds)} in all` : ""}`);
		} catch (error) {
			tell(price, "—");
			complain(error);
		}
	}

	form.oninput = changed;
	form.onsubmit = async (event) => {
		event.preventDefault();
		button.disabled = true;
		try {
			const { job_id: job } = await post("run", order(), { "Idempotency-Key": name });
			say("The job is accepted.");
			location.hash = `#/jobs/${job}`;
		} catch (error) {
			complain(error);
		}
		button.disabled = false;
	};

	get("settings", signal).then((settings) => {
		count.max = settings.max_count;
		for (const { id, title, bpm, mood } of settings.styles) {
			const parts = stamp("choice");
			parts.input.value = id;
			parts.input.checked = !styles.firstChild;
			fill(parts, { title, about: `${mood}, ${bpm.join("–")} bpm` });
			styles.append(parts.element);
		}
		weigh();
	});
	repeat(5000, signal, async () => choice.show(await references(signal)));
	return element;
}
