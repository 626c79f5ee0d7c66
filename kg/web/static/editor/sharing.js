// What is folded out to take a query elsewhere.

import { el } from "./dom.js";
import { snippets } from "./snippets.js";

/** Return the element, and `refresh` for when the query has changed; `current` gives `[query, graph]`. */
export function sharing(url, current) {
  const snippet = el("pre", { tabindex: "0" });
  const copy = el("button", { type: "button", class: "quiet", click: take }, "Copy");
  const radios = Object.keys(snippets("", "", false)).map((name, i) => {
    const choice = { type: "radio", name: "language", value: name, checked: i === 0 };
    return el(
      "label",
      { class: "tick" },
      el("input", { ...choice, form: "none", change: refresh }),
      name,
    );
  });
  const languages = el("fieldset", { class: "choices" }, el("legend", {}, "As"), radios);
  const summary = el("summary", {}, "Share it, or use it elsewhere");
  const element = el(
    "details",
    { class: "share", toggle: refresh },
    summary,
    languages,
    snippet,
    copy,
  );

  function refresh() {
    if (!element.open) return;
    const chosen = element.querySelector("input:checked").value;
    snippet.textContent = snippets(url, ...current())[chosen];
  }
  async function take() {
    try {
      await navigator.clipboard.writeText(snippet.textContent);
      copy.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(snippet); // no clipboard here: what is selected can be copied
      copy.textContent = "Press Ctrl-C";
    }
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  }
  return { element, refresh };
}
