// The DOM: elements are made of names and text nodes only, so no text of the page can become markup.

const $ = (id) => document.getElementById(id);

/** Returns the text with invisible characters and bidirectional controls escaped, as SafeText of portprobe does. */
function safe(text) {
  return String(text).replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (c) =>
    c === "\n" ? c : Array.from({length: c.length}, (_, i) => "\\u" + c.charCodeAt(i).toString(16).padStart(4, "0")).join(""));
}

/** Creates an element. Attributes are set by name; a child is an element or a text. */
function element(name, attributes = {}, ...children) {
  const created = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined) created.setAttribute(key, value);
  }
  for (const child of children) {
    if (child !== null && child !== undefined) created.append(child instanceof Node ? child : safe(child));
  }
  return created;
}

function svg(name, attributes = {}) {
  const created = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  return created;
}

const count = (number) => number.toLocaleString("en-US");
const plural = (number, noun) => count(number) + " " + noun + (number === 1 ? "" : "s");

/** Returns milliseconds as people read them: 0.42 ms, 17 ms, 2.50 s. */
function duration(ms) {
  if (ms === null) return "";
  if (ms < 10) return ms.toFixed(2) + " ms";
  if (ms < 1000) return ms.toFixed(0) + " ms";
  if (ms < 100000) return (ms / 1000).toFixed(2) + " s";
  return Math.floor(ms / 60000) + " min " + Math.round(ms % 60000 / 1000) + " s";
}

/** Puts an element's rows of options in place. */
function options(select, values, chosen) {
  select.replaceChildren(...values.map(([value, label]) => element("option", {value}, label)));
  select.value = chosen;
}
