// The answer as text: a graph in Turtle or JSON-LD, as the server writes it.

import { choice, el } from "./dom.js";

const MOST = 400_000; // characters shown

export const text = {
  name: "text",
  label: "Turtle",
  fits: (answer) => answer.kind === "graph",
  draw(answer, terms, query) {
    const place = el("pre", { tabindex: "0", class: "turtle" });
    const show = async (format) => {
      const form = new URLSearchParams({ query, format });
      const response = await fetch("/sparql", { method: "POST", body: form });
      const found = await response.text();
      place.textContent = found.length > MOST ? `${found.slice(0, MOST)}\n…` : found;
    };
    show("turtle");
    const formats = [
      ["turtle", "Turtle"],
      ["jsonld", "JSON-LD"],
      ["nt", "N-Triples"],
    ];
    return [el("p", { class: "choices" }, choice("As", formats, "turtle", show)), place];
  },
};
