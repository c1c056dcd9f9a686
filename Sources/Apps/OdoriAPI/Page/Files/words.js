// What people read instead of names and codes.

export function spaced(name) {
	const text = String(name ?? "").replaceAll("_", " ").replace("kpop", "K-pop");
	return text.charAt(0).toUpperCase() + text.slice(1);
}

const order = ["concept", "anime", "cosplay", "align", "dance", "variant_image", "variant_dance", "music", "stickers", "remix", "master", "soundtracks", ""];
const outfits = { kpop: "K-pop", swimsuit: "Beach" };
const named = { master: "Final cut", publish: "Delivery", remix: "Remixes" };

export function stageName(id) {
	const [kind, what, outfit] = id.split("_");
	if (kind === "align" || kind === "dance") return `${kind === "align" ? "Pose" : "Dance"} ${Number(what) + 1}`;
	if (kind === "variant") return `${outfits[outfit] ?? spaced(outfit)} ${what === "image" ? "look" : what}`;
	return named[id] ?? spaced(id);
}

export const groups = ["Character", "Dances", "Outfits", "Edit"];

export const groupOf = (id) => groups[[/^(con|ani|cos)/, /^(al|dan)/, /^var/, /./].findIndex((begin) => begin.test(id))];

export function inOrder(ids) {
	const place = (id) => order.findIndex((begin) => id.startsWith(begin));
	return ids.sort((a, b) => place(a) - place(b));
}

export const signs = { running: "▸", waiting: "…", completed: "✓", skipped: "–", failed: "✗", cancelled: "✗" };

const phases = { queued: "Waiting to begin", character_generation: "Drawing", dance_generation: "Dancing", remix_generation: "Outfits and remixes", finalizing: "Cutting" };

export const phaseName = (phase) => phases[phase] ?? spaced(phase);

/** Where the engine's own words do not say what to do next. */
const failures = {
	budget_exceeded: "The cost limit was reached, so nothing more was ordered. Order again with a higher limit.",
	content_policy: "The provider's safety rules refused it. A new try asks again.",
	reference_rejected: "A dance video cannot be used. Choose another one.",
	worker_crashed: "The worker stopped again and again here.",
	ambiguous_operation: "It is unknown whether a paid order was carried out.",
};

export const failure = (code, message) => failures[code] ?? message ?? spaced(code);

const versions = { kpop_soundtrack: "New score", orig_soundtrack: "Original sound" };

export const versionName = (type) => versions[type] ?? spaced(type);

export const clipName = (id) => outfits[id.split("_")[2]] ?? "Own outfit";

export const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;

export const title = ({ count, style_id: style }) => `${plural(count, "character")}, ${spaced(style)}`;

export const dollars = (amount) => `$${amount.toFixed(amount && amount < 1 ? 3 : 2)}`;

export function span(seconds) {
	if (seconds < 90) return `${seconds.toFixed(seconds < 1 ? 1 : 0)} s`;
	if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
	return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

export function ago(instant) {
	const seconds = (Date.now() - new Date(instant)) / 1000;
	return seconds < 60 ? "just now" : `${span(Math.max(seconds, 90))} ago`;
}

export function left(instant) {
	const seconds = (new Date(instant) - Date.now()) / 1000;
	return seconds < 20 ? "done any moment" : `about ${span(seconds)} left`;
}

export const bytes = (count) => `${(count / 1e6).toFixed(1)} MB`;
