/* What a picture can do beyond standing there: come nearer, be moved, and, in the network, show whom
   a node is tied to. Without this script the picture, its links and its table are all there. */
"use strict";

for (const frame of document.querySelectorAll("[data-picture]")) {
  const svg = frame.querySelector("svg");
  const whole = svg.getAttribute("viewBox").split(" ").map(Number);
  let [x, y, width, height] = whole;

  const show = () => svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  const zoom = factor => {
    const near = Math.min(whole[2], Math.max(whole[2] / 12, width * factor));
    const ratio = near / width;
    x += (width - near) / 2;
    y += height * (1 - ratio) / 2;
    width = near;
    height *= ratio;
    keepInside();
    show();
  };
  const keepInside = () => {
    x = Math.min(Math.max(x, whole[0]), whole[0] + whole[2] - width);
    y = Math.min(Math.max(y, whole[1]), whole[1] + whole[3] - height);
  };

  const tools = document.createElement("p");
  tools.className = "tools";
  for (const [words, action] of [
    ["Nearer", () => zoom(0.7)],
    ["Farther", () => zoom(1 / 0.7)],
    ["All of it", () => zoom(100)],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = words;
    button.addEventListener("click", action);
    tools.append(button);
  }
  frame.before(tools);

  let held = null;
  svg.addEventListener("pointerdown", event => {
    if (width < whole[2] && event.button === 0) held = { px: event.clientX, py: event.clientY, x, y };
  });
  svg.addEventListener("pointermove", event => {
    if (!held) return;
    const scale = width / svg.getBoundingClientRect().width;
    x = held.x - (event.clientX - held.px) * scale;
    y = held.y - (event.clientY - held.py) * scale;
    keepInside();
    show();
  });
  for (const end of ["pointerup", "pointerleave"]) svg.addEventListener(end, () => { held = null; });
  svg.addEventListener("dragstart", event => event.preventDefault());

  const nodes = [...svg.querySelectorAll("[data-node]")];
  const ties = [...svg.querySelectorAll("[data-from]")];
  const tell = chosen => {
    const around = new Set([chosen]);
    for (const tie of ties) {
      const near = chosen !== null && (tie.dataset.from === chosen || tie.dataset.to === chosen);
      tie.classList.toggle("near", near);
      tie.classList.toggle("far", chosen !== null && !near);
      if (near) around.add(tie.dataset.from).add(tie.dataset.to);
    }
    for (const node of nodes) node.classList.toggle("far", chosen !== null && !around.has(node.dataset.node));
  };
  for (const node of nodes) {
    node.addEventListener("pointerenter", () => tell(node.dataset.node));
    node.addEventListener("pointerleave", () => tell(null));
  }
  // on the frame: an SVG element that listens for focus takes a place in the order of Tab itself
  frame.addEventListener("focusin", event => tell(event.target.closest("[data-node]")?.dataset.node ?? null));
  frame.addEventListener("focusout", () => tell(null));
}
