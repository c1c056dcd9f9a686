// Asks before what cannot be taken back.
import { fill, stamp } from "./dom.js";

/** True when the answer was yes. */
export function confirmed(title, text, yes) {
	return new Promise((resolve) => {
		const parts = stamp("confirm");
		const dialog = parts.element;
		fill(parts, { title, text, yes });
		parts.yes.onclick = () => dialog.close("yes");
		parts.no.onclick = () => dialog.close();
		dialog.onclose = () => {
			dialog.remove();
			resolve(dialog.returnValue === "yes");
		};
		document.body.append(dialog);
		dialog.showModal();
	});
}
