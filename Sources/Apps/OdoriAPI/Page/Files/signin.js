// The way in: a key, tried before it is kept.
import { mark, stamp, tell } from "./dom.js";
import { get, session } from "./api.js";

export function view({ done }) {
	const { element, key, wrong, button } = stamp("signin");

	element.querySelector("form").onsubmit = async (event) => {
		event.preventDefault();
		if (!key.value.trim()) return tell(wrong, "Enter the key first.");
		button.disabled = true;
		session.begin(key.value.trim());
		try {
			await get("settings");
			return done();
		} catch (error) {
			session.end();
			tell(wrong, error.status === 401 ? "This key is not known here. `odori up` says where the key is." : error.message);
			mark(key, "aria-invalid", "true");
			key.focus();
		}
		button.disabled = false;
	};

	setTimeout(() => key.focus());
	return element;
}
