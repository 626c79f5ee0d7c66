// Elements made of parts: whatever an answer holds becomes text, never markup.

/** Return an HTML element; attributes that are null or false are left out, functions are listeners. */
export function el(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

/** Return an SVG element. */
export function svg(name, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function filled(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false)
      node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined));
  return node;
}

/** Return a labelled choice; `change` is told what is chosen. */
export function choice(label, options, chosen, change) {
  const select = el("select", { change: () => change(select.value) });
  for (const [value, words] of options)
    select.append(el("option", { value, selected: value === chosen }, words));
  return el("label", { class: "choice" }, label, " ", select);
}

/** Return a button that shows more; it goes when there is no more. */
export function moreButton(words, show) {
  const button = el("button", { type: "button", class: "quiet", click: () => show(button) }, words);
  return button;
}

/**
 * Return a line of choices. Each is a label, options, and the property of `asked` that it sets
 * before `draw` is called.
 */
export function choicesOf(asked, draw, ...choices) {
  const chosen = (label, options, name) =>
    choice(label, options, asked[name], (value) => ((asked[name] = value), draw()));
  return el("p", { class: "choices" }, choices.map((parts) => chosen(...parts)));
}
