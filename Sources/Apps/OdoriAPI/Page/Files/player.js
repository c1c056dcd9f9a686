// A finished character, to play.
import { empty, fill, h, mark, stamp, tell } from "./dom.js";
import { get, media } from "./api.js";
import { cutStrip } from "./beats.js";
import { together } from "./sync.js";
import { bytes, clipName, spaced, versionName } from "./words.js";

export function view({ args: [job, slot], signal }) {
	const parts = stamp("player");
	mark(parts.back, "href", `#/jobs/${job}`);

	async function load() {
		const { characters, results } = await get(`status/${job}`, signal);
		const run = characters.find((one) => one.slot === Number(slot));
		const result = results.find((one) => one.character_id === run?.character_id);
		if (!result) throw new Error("This character is not finished, so there is no video of it yet.");
		const edit = await get(`edit/${job}/${slot}`, signal).catch((error) => { if (error.status !== 404) throw error; });
		tell(parts.name, result.name);
		show(parts, result.assets, edit ?? { duration: 10, segments: [] }, signal);
	}

	load().catch((error) => {
		if (!signal.aborted) parts.element.replaceChildren(empty("Nothing to play.", error.message, `#/jobs/${job}`, "Back to the job"));
	});
	return parts.element;
}

function show(parts, { deliverables, absent, links }, edit, signal) {
	const notice = (text) => parts.notices.append(h("p", { class: "notice" }, text));
	const shown = deliverables.filter(({ link }) => link).map((one) => version(one, media(links.poster), signal));
	if (shown.length) play(parts, shown, edit, signal);
	else notice("Links to files are off here.");
	if (edit.low_confidence) notice("The beat is a guess here.");
	for (const [type, reason] of Object.entries(absent)) notice(`${versionName(type)} is missing: ${reason}`);

	function figure(label, link, tag, more) {
		if (link) parts.gallery.append(h("figure", {}, h(tag, { src: media(link), ...more }), h("figcaption", { class: "small soft" }, label)));
	}
	for (const kind of ["anime_image", "cosplay_image", "contact_sheet"]) figure(spaced(kind), links[kind], "img", { alt: "", loading: "lazy" });
	const videos = [...links.dances.map((link, index) => [`Dance ${index + 1}`, link]), ...Object.entries(links.remixes).map(([kind, link]) => [`Remix ${kind}`, link])];
	for (const [label, link] of videos) figure(label, link, "video", { controls: true, preload: "none", poster: media(links.poster), "aria-label": label });
}

function version({ type, link, report_link: report }, poster, signal) {
	const parts = stamp("version");
	const name = versionName(type);
	for (const [key, value] of Object.entries({ src: media(link), poster, "aria-label": name })) mark(parts.video, key, value);
	fill(parts, { title: name, open: `Open ${name.toLowerCase()}` });
	mark(parts.open, "href", media(link));
	// The report may be missing.
	measured(media(report), signal).then((text) => tell(parts.told, text), () => {});
	return { ...parts, name };
}

async function measured(link, signal) {
	const { lufs, dbtp, bytes: size, media: { width, height, fps } } = await (await fetch(link, { signal })).json();
	return `${width}×${height}, ${fps} pictures/s, ${lufs == null ? "no sound" : `${lufs.toFixed(1)} LUFS, ${dbtp.toFixed(1)} dBTP`}, ${bytes(size)}`;
}

function play({ versions, choice, button, time, strip, slider, clips }, shown, edit, signal) {
	const { duration } = edit;
	const drawn = cutStrip(edit, shown[0].video.src);
	const all = together(shown.map(({ video }) => video), (now) => {
		drawn.at(now);
		slider.value = now;
		mark(slider, "aria-valuetext", `${now.toFixed(1)} seconds`);
		tell(time, `${now.toFixed(1)} of ${duration.toFixed(1)} s`);
	});
	strip.prepend(drawn.svg);
	slider.max = duration;
	slider.oninput = () => all.seek(Number(slider.value));
	button.onclick = () => all.isPlaying() ? all.pause() : all.play().catch(() => {});
	shown.forEach(({ video, element, name }, index) => {
		const hear = () => {
			all.hear(video);
			for (const other of shown) other.element.classList.toggle("heard", other.video === video);
		};
		for (const event of ["play", "pause", "ended"]) video.addEventListener(event, () => tell(button, all.isPlaying() ? "Pause" : "Play"));
		versions.append(element);
		choice.append(h("label", { class: "tick" }, h("input", { type: "radio", name: "heard", checked: !index, onchange: hear }), name));
		if (!index) hear();
	});
	for (const { clip, start, end } of edit.segments) clips.append(h("li", { "--grow": end - start }, `${clipName(clip)} from ${start.toFixed(1)} s`));
	all.seek(0);
	signal.addEventListener("abort", all.pause);
}
