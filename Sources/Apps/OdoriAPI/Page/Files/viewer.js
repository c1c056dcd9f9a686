// A card's screen: the newest, or the chosen.
import { dancer, h, tell } from "./dom.js";
import { media } from "./api.js";
import { stageName } from "./words.js";

const isVideo = (url) => /\.(mp4|webm|mov)$/.test(url);

export function viewer({ viewer: place, caption }, chosen) {
	let wish = null;
	let now = {};
	let all = [];
	place.prepend(dancer());

	/** Links to the finished files, which outlive the temporary ones. */
	function final({ deliverables, links }) {
		return { ...links, master: deliverables[0]?.link, ...Object.fromEntries(links.dances.map((link, index) => [`dance_${index}`, link])) };
	}

	function show(stages, ids, assets, name) {
		const files = assets ? final(assets) : {};
		all = ids.filter((id) => stages[id].link && id !== "stickers" && /\.(png|jpe?g|webp|mp4|webm|mov)$/.test(stages[id].asset)).map((id) => {
			const link = media(files[id] ?? stages[id].link);
			return { id, url: link.split("?")[0], link, at: stages[id].completed_at ?? "" };
		});
		const newest = all.reduce((best, one) => best && best.at > one.at ? best : one, undefined);
		const one = all.find(({ id }) => id === wish) ?? all.find(({ id }) => id === "master") ?? newest;
		tell(caption, one ? stageName(one.id) : "");
		if (!one || one.url === now.url) return;
		now = one;
		const label = `${stageName(one.id)} of ${name}`;
		const face = isVideo(one.url) ? h("video", { controls: true, loop: true, "aria-label": label }) : h("img", { alt: label });
		face.muted = true;
		// A link that has run out is taken anew from the latest state.
		face.onerror = () => {
			const { link } = all.find(({ url }) => url === one.url) ?? {};
			if (link && !face.src.endsWith(link)) face.src = link;
		};
		face.src = one.link;
		place.firstChild.replaceWith(face);
	}

	return { show, has: (id) => all.some((one) => one.id === id), shown: () => now.id, choose(id) {
		wish = id;
		chosen();
	} };
}
