// Keeps videos together; one of them is heard.

export function together(videos, moved) {
	let heard = videos[0];
	let frame = 0;

	function hear(video) {
		heard = video;
		for (const one of videos) one.muted = one !== heard;
	}

	function tick() {
		for (const one of videos) {
			if (one !== heard && Math.abs(one.currentTime - heard.currentTime) > 0.08 && !one.seeking) one.currentTime = heard.currentTime;
		}
		moved(heard.currentTime);
		if (!heard.paused) frame = requestAnimationFrame(tick);
	}

	async function play() {
		if (heard.ended) seek(0);
		await Promise.all(videos.map((one) => one.play()));
		cancelAnimationFrame(frame);
		tick();
	}

	function pause() {
		for (const one of videos) one.pause();
		seek(heard.currentTime);
	}

	function seek(time) {
		for (const one of videos) one.currentTime = time;
		moved(time);
	}

	hear(heard);
	return { play, pause, seek, hear, isPlaying: () => !heard.paused && !heard.ended };
}
