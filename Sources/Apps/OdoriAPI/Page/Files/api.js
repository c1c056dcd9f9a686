// Asks the API, and turns what goes wrong into sentences.

/** The key, for as long as the tab is open. */
export const session = {
	get key() { return sessionStorage.odori; },
	begin(key) { sessionStorage.odori = key; },
	end() { delete sessionStorage.odori; },
};

/** Status 0: nobody answered. */
class Trouble extends Error {
	constructor(status, problem) {
		super(advice[status] ?? problem?.detail ?? `The API answered ${status}.`);
		this.status = status;
		this.fields = problem?.errors ?? [];
	}

	get passes() { return this.status === 0 || this.status === 429 || this.status >= 500; }
}

const advice = { 0: "The studio does not answer at the moment.", 401: "The key is not known here.", 503: "A part of the studio is away at the moment." };

/** Throws Trouble for anything but success; a 401 ends the session. */
export async function open(path, options = {}) {
	let answer;
	try {
		answer = await fetch(`/api/v1/pipeline/${path}`, { ...options, cache: "no-store", headers: { Authorization: `Bearer ${session.key}`, ...options.headers } });
	} catch (error) {
		throw error.name === "AbortError" ? error : new Trouble(0);
	}
	if (answer.ok) return answer;
	if (answer.status === 401) dispatchEvent(new Event("odori:unknown-key"));
	throw new Trouble(answer.status, await answer.json().catch(() => null));
}

export const get = async (path, signal) => (await open(path, { signal })).json();

export async function post(path, body, more = {}) {
	const json = body && { "Content-Type": "application/json" };
	return (await open(path, { method: "POST", body: JSON.stringify(body), headers: { ...json, ...more } })).json();
}

/** A link as read from here: its signature does not cover the host. */
export function media(link) {
	if (!link) return null;
	const url = new URL(link, location.href);
	return url.pathname.startsWith("/media/") ? url.pathname + url.search : link;
}
