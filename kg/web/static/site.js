// Ctrl-K, on a Mac Cmd-K, leads to the search box of the page, which says so.
"use strict";
(() => {
  const box = document.querySelector("[data-find]");
  if (!box) return;
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  box.setAttribute("aria-keyshortcuts", mac ? "Meta+K" : "Control+K");
  box.title = mac ? "⌘K leads here" : "Ctrl-K leads here";
  document.addEventListener("keydown", event => {
    const wanted = event.key.toLowerCase() === "k" && (mac ? event.metaKey : event.ctrlKey);
    if (!wanted || event.altKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
