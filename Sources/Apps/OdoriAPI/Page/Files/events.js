// Follows one job by server-sent events; by fetch, which can carry the key.
import { open } from "./api.js";
import { connection } from "./connection.js";

const [silence, longestPause] = [40_000, 10_000];

function parser(tell) {
	let rest = "";
	return (text) => {
		const blocks = (rest + text).split("\n\n");
		rest = blocks.pop();
		for (const block of blocks) {
			const event = Object.fromEntries(block.split("\n").map((line) => line.split(/: (.*)/s, 2)));
			if (event.data) tell(event);
		}
	};
}

/** Reads one connection to its end; true when the job ended with it. */
async function read(job, place, tell, signal) {
	const cut = new AbortController();
	const stop = () => cut.abort();
	signal.addEventListener("abort", stop, { signal: cut.signal });
	addEventListener("offline", stop, { signal: cut.signal });
	let watch = setTimeout(stop, silence);
	try {
		const answer = await open(`events/${job}`, { signal: cut.signal, headers: place.id && { "Last-Event-ID": place.id } });
		connection.live();
		const decoder = new TextDecoder();
		let ended = false;
		const feed = parser(({ event, id, data }) => {
			place.id = id;
			if (event === "job") tell(JSON.parse(data));
			ended ||= event === "end";
		});
		const reader = answer.body.getReader();
		for (;;) {
			const { value, done } = await reader.read();
			if (done) return ended;
			clearTimeout(watch);
			watch = setTimeout(stop, silence);
			feed(decoder.decode(value, { stream: true }));
		}
	} finally {
		clearTimeout(watch);
		stop();
	}
}

/** Tells every state of a job until it has ended, through any interruption. */
export async function follow(job, tell, signal) {
	const place = {};
	for (let pause = 500; !signal.aborted; pause = Math.min(longestPause, pause * 2)) {
		try {
			if (await read(job, place, (body) => { pause = 500; tell(body); }, signal)) return connection.rest();
		} catch (error) {
			if (error.status && !error.passes) throw error;
		}
		if (!signal.aborted) await connection.away(pause, signal);
	}
}
