// The views of an answer, as tabs (ARIA Authoring Practices Guide, "Tabs").

import { chart } from "./chart.js";
import { el } from "./dom.js";
import { labelsOf } from "./labels.js";
import { map } from "./map.js";
import { network } from "./network.js";
import { table } from "./table.js";
import { text } from "./text.js";
import { tree } from "./tree.js";

const VIEWS = [table, tree, text, chart, network, map];

/** Return the row of views and the panel of the one that is chosen. */
export function tabs(answer, query, terms) {
  const views = VIEWS.filter((view) => view.fits(answer));
  const panel = el("div", { id: "view", role: "tabpanel", tabindex: "-1" });
  const buttons = views.map((view) =>
    el(
      "button",
      {
        type: "button",
        role: "tab",
        id: `tab-${view.name}`,
        "aria-controls": "view",
        click: () => choose(view),
      },
      view.label,
    ),
  );
  const list = el(
    "div",
    { role: "tablist", "aria-label": "View", class: "tabs", keydown: move },
    buttons,
  );

  let drawn = null;

  async function choose(view, told = true) {
    buttons.forEach((button, i) => {
      button.setAttribute("aria-selected", String(views[i] === view));
      button.tabIndex = views[i] === view ? 0 : -1;
    });
    panel.setAttribute("aria-labelledby", `tab-${view.name}`);
    if (told) history.replaceState(null, "", `${location.pathname}${location.search}#${view.name}`);
    drawn = view;
    const parts = await draw(view, answer, query, terms);
    if (drawn === view) panel.replaceChildren(...parts);
  }
  function move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = (buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length;
    buttons[next].focus();
    choose(views[next]);
  }
  choose(
    views.find((view) => `#${view.name}` === location.hash) ||
      views.find((v) => v === text) ||
      views[0],
    false,
  );
  return [list, panel];
}

/** Return what a view shows; pictures call things by their labels. */
async function draw(view, answer, query, terms) {
  try {
    if (view !== table && view !== text) terms.labels = await (answer.labels ??= labelsOf(answer));
    return [await view.draw(answer, terms, query)].flat();
  } catch {
    return [el("p", { role: "alert" }, "It cannot be drawn now; the table has the same.")];
  }
}
