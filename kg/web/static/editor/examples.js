// The questions beside the editor: found by their words, taken without loading the page anew.

import { el } from "./dom.js";

/** Make the links of a list give their query to `take`, and put a box before it that filters them. */
export function examples(list, take) {
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    take(new URL(link.href).searchParams.get("query"));
  });
  const words = { placeholder: "find a question", "aria-label": "Find a question" };
  const find = el("input", { type: "search", ...words, input: filter });
  list.before(find);

  function filter() {
    const typed = find.value.toLowerCase();
    for (const item of list.children) item.hidden = !item.textContent.toLowerCase().includes(typed);
  }
}
