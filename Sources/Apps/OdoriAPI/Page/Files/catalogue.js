// The dance videos that can be danced to.
import { h } from "./dom.js";
import { get, media } from "./api.js";

export async function references(signal) {
	const found = [];
	for (let token = ""; token !== null;) {
		const answer = await get(`references?${new URLSearchParams({ limit: 100, ...token && { page_token: token } })}`, signal);
		found.push(...answer.references);
		token = answer.next_page_token;
	}
	return found;
}

/** Puts the first picture into a frame, where there is one. */
export function preview(frame, reference) {
	const src = media(reference.first_frame?.link);
	frame.replaceChildren(...src ? [h("img", { src, alt: "", loading: "lazy" })] : []);
}
