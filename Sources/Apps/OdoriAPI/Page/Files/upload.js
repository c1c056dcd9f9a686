// Adds a dance video.
import { say, tell } from "./dom.js";
import { open } from "./api.js";

export function upload({ form, file, link, title, rights, adults, bar, wrong, button }, done) {
	form.onsubmit = async (event) => {
		event.preventDefault();
		const [video] = file.files;
		if (!video && !link.value) return tell(wrong, "Choose a video, or give its address.");
		if (!adults.checked) return tell(wrong, "Only videos of adults are taken.");
		bar.hidden = !(button.disabled = true);
		tell(wrong, "");
		const told = { rights: rights.value, adults_only: true, ...title.value && { title: title.value } };
		try {
			await (video ? sendFile(video, told) : send("", "application/json", JSON.stringify({ url: link.value, ...told })));
			say("The video is being looked at.");
			form.reset();
			done();
		} catch (error) {
			tell(wrong, error.message);
		}
		bar.hidden = !(button.disabled = false);
	};
}

const send = (query, type, body) => open(`references${query}`, { method: "POST", headers: { "Content-Type": type }, body });

function sendFile(video, told) {
	const name = video.name.replace(/[^\w.-]+/g, "_").slice(-100);
	return send(`?${new URLSearchParams({ ...told, file_name: name })}`, video.type || "video/mp4", video);
}
