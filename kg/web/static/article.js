// A click on a statement, in the text or in the list, shows its triples beneath it. Without this
// file each statement leads to a page of its own.
"use strict";
(() => {
  const item = number => document.getElementById(`statement-${number}`);

  // What is told of the statement itself, without prefixes and the article's part of IRIs.
  function short(turtle, link) {
    const [, article, statement] = /^(.*\/article\/[^/]+\/)(.*)$/.exec(link.pathname);
    const local = turtle.replace(/<([^<>\s]+)>/g, (whole, iri) => {
      const at = iri.indexOf(article);
      return at < 0 ? whole : `<${iri.slice(at + article.length)}>`;
    });
    const about = local.split(/ \.\n/).filter(block => block.startsWith(`<${statement}> `));
    const told = about.flatMap(block => block.slice(statement.length + 3).split(/ ;\s*/));
    return `<${statement}>\n  ${told.sort().join(" ;\n  ")} .`;
  }

  async function showTriples(entry) {
    if (entry.querySelector(".triples")) return;
    const link = entry.querySelector("[data-evidence]");
    if (!link) return;
    const details = document.createElement("details");
    details.className = "triples";
    details.open = true;
    const summary = document.createElement("summary");
    summary.textContent = "Triples";
    const text = document.createElement("pre");
    text.textContent = "…";
    details.append(summary, text);
    entry.querySelector("article").append(details);
    try {
      const answer = await fetch(`${link.getAttribute("href")}.ttl`);
      text.textContent = answer.ok ? short(await answer.text(), link) : `not available (${answer.status})`;
    } catch {
      text.textContent = "not available: the server does not answer";
    }
  }

  function choose(number, { scroll } = { scroll: true }) {
    const entry = item(number);
    if (!entry) return;
    for (const chosen of document.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
    entry.classList.add("chosen");
    for (const mark of document.querySelectorAll(`mark[data-statement="${number}"]`)) mark.classList.add("chosen");
    if (scroll) entry.scrollIntoView({ block: "nearest" });
    showTriples(entry);
  }

  document.addEventListener("click", event => {
    if (event.target.closest("a, button, summary, input, form")) return;
    const mark = event.target.closest("mark[data-statement]");
    if (mark) return choose(mark.dataset.statement);
    const entry = event.target.closest("li[id^='statement-']");
    if (entry && !getSelection().toString()) choose(entry.id.slice("statement-".length), { scroll: false });
  });

  const fromAddress = () => {
    const found = /^#(?:statement|text)-(\d+)$/.exec(location.hash);
    if (found) choose(found[1], { scroll: location.hash.startsWith("#statement") });
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
})();
