// Whether the page hears the studio, and how it waits.
import { badge } from "./dom.js";

const place = document.getElementById("connection");

function show(text, kind = "") {
	badge(place, kind, text, "connection");
}

/** Waits for the time (null: for ever), the signal, or one of the window's events. */
function pause(milliseconds, signal, ...events) {
	return new Promise((resolve) => {
		const mine = new AbortController();
		function done() {
			mine.abort();
			resolve();
		}
		if (milliseconds != null) setTimeout(done, milliseconds);
		for (const event of events) addEventListener(event, done, { signal: mine.signal });
		signal.addEventListener("abort", done, { signal: mine.signal });
	});
}

export const connection = {
	live: () => show("Live", "live"),
	rest: () => show(""),

	/** Never as long as others wait; offline, to its end. */
	away(long, signal) {
		const online = navigator.onLine;
		show(online ? "Connection lost…" : "Offline. Goes on by itself.", "away");
		return pause(online ? long * (0.75 + Math.random() / 2) : null, signal, "online");
	},
};

/** Again and again while the view is looked at; less often while nobody answers. */
export async function repeat(period, signal, body) {
	for (let long = period; !signal.aborted; await pause(long, signal, "online", "focus")) {
		try {
			if (!document.hidden) await body();
			if (long !== period) connection.rest();
			long = period;
		} catch (error) {
			if (signal.aborted) return;
			if (!error.passes) throw error;
			long = Math.min(long * 2, 15_000);
			await connection.away(500, signal);
		}
	}
}
