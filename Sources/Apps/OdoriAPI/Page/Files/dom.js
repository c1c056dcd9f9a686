// Builds elements; every text becomes a text node, never markup.
import { spaced } from "./words.js";

/** A copy of one of the page's templates with its named parts. */
export function stamp(id) {
	const element = document.getElementById(id).content.firstElementChild.cloneNode(true);
	const parts = { element };
	for (const part of [element, ...element.querySelectorAll("[data-part]")]) if (part.dataset.part) parts[part.dataset.part] = part;
	return parts;
}

/** h("p", {class: "soft", onclick: f, "--from": "1%"}, "text", child) */
export function h(tag, props = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(props)) {
		if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
		else if (name.startsWith("--")) element.style.setProperty(name, value);
		else mark(element, name, value);
	}
	element.append(...children);
	return element;
}

/** Writes a text only where it differs: readers and layout are left in peace. */
export function tell(element, text) {
	if (element.textContent !== text) element.textContent = text;
}

/** Tells several parts. */
export function fill(parts, texts) {
	for (const [name, text] of Object.entries(texts)) tell(parts[name], text);
}

/** The same as `tell` for an attribute; null, false: none. */
export function mark(element, name, value) {
	const wanted = value == null || value === false ? null : value === true ? "" : String(value);
	if (element.getAttribute(name) === wanted) return;
	if (wanted === null) element.removeAttribute(name);
	else element.setAttribute(name, wanted);
}

export function badge(element, status, text = spaced(status), kind = "status") {
	tell(element, text);
	mark(element, "class", `${kind} ${status}`);
}

/** Shows the items in their order, and updates in place what was shown before. */
export function keyed(parent, items, key, make) {
	const known = parent.parts ??= new Map();
	const wanted = new Set(items.map(key));
	for (const [name, { element }] of known) if (!wanted.has(name)) known.delete(name) && element.remove();
	items.forEach((item, index) => {
		let part = known.get(key(item));
		if (!part) known.set(key(item), part = make(item));
		part.update?.(item);
		if (parent.children[index] !== part.element) parent.insertBefore(part.element, parent.children[index] ?? null);
	});
}

export const dancer = () => stamp("dancer").element;

export function empty(title, text, href, label = "") {
	const parts = stamp("empty");
	parts.element.prepend(dancer());
	fill(parts, { title, text, link: label });
	mark(parts.link, "href", href);
	parts.link.hidden = !href;
	return parts.element;
}

export function say(text) {
	const { element } = stamp("toast");
	tell(element, text);
	document.getElementById("toasts").append(element);
	setTimeout(() => element.remove(), 6000);
}
