// Draws beats, cuts and sound.
import { h } from "./dom.js";

const wide = 1000;
const parts = 250;

function draw(tag, props, ...children) {
	const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
	for (const [name, value] of Object.entries(props)) element.setAttribute(name, value);
	element.append(...children);
	return element;
}

const sheet = (...children) => draw("svg", { viewBox: `0 0 ${wide} 100`, preserveAspectRatio: "none", "aria-hidden": "true" }, ...children);

function lines(times, duration, kind, high = 1) {
	return times.map((time) => draw("line", { class: kind, x1: wide * time / duration, x2: wide * time / duration, y1: 100 * (1 - high), y2: 100 }));
}

function grid({ beats = [], downbeats = [], drop, duration }) {
	return [...lines(beats, duration, "beat", 0.3), ...lines(downbeats, duration, "downbeat", 0.5), ...lines(drop == null ? [] : [drop], duration, "drop")];
}

/** Beats, downbeats and the drop of a reference. */
export function beatLine(analysis, duration) {
	const text = `${analysis.beats.length} beats at ${Math.round(analysis.tempo)} per minute, the drop at ${analysis.drop.toFixed(1)} seconds`;
	return h("div", { class: "beatline", role: "img", "aria-label": text }, sheet(...grid({ ...analysis, duration })));
}

export function cutStrip(edit, link) {
	const [now] = lines([0], 1, "now");
	const wave = draw("path", { class: "wave" });
	const cuts = edit.segments.slice(1).map(({ start }) => start);
	hear(link, wave).catch(() => {}); // Without sound the strip still shows beats and cuts.
	return { svg: sheet(wave, ...grid(edit), ...lines(cuts, edit.duration, "cut"), now),
		at: (time) => ["x1", "x2"].forEach((end) => now.setAttribute(end, wide * Math.min(1, time / edit.duration))) };
}

async function hear(link, wave) {
	const file = await (await fetch(link)).arrayBuffer();
	const samples = (await new OfflineAudioContext(1, 1, 8000).decodeAudioData(file)).getChannelData(0);
	const step = Math.floor(samples.length / parts);
	const peaks = Array.from({ length: parts }, (_, at) => samples.subarray(at * step, (at + 1) * step).reduce((most, one) => Math.max(most, Math.abs(one)), 0));
	const side = (sign) => peaks.map((peak, at) => `${wide / parts * at},${(50 + sign * 46 * peak).toFixed(1)}`);
	wave.setAttribute("d", `M${[...side(-1), ...side(1).reverse()].join("L")}Z`);
}
