// The query as source text: Yasqe, YASGUI's editor, in the place of a text area.

import { prefixes, terms } from "./completion.js";
import { el } from "./dom.js";
import "../vendor/yasqe/yasqe.min.js"; // no module: it leaves its class where all scripts see it

const { Yasqe } = globalThis;
const KEPT = "query"; // under which name the browser keeps what was written last
const WRONG = "wrong";
const WRONG_LINE = "wrong-line";

/** The editor; what it completes is in `known`, our prefixes, and given by `vocabulary` when asked. */
export class Source {
  constructor(textarea, { known, vocabulary, run, changed }) {
    const host = el("div", { class: "source" });
    textarea.before(host);
    textarea.hidden = true;
    // all others ask a service elsewhere for terms
    const { variables, prefixes: declared } = Yasqe.Autocompleters;
    Yasqe.Autocompleters = {
      variables,
      prefixes: { ...declared, ...prefixes(known) },
      terms: terms(vocabulary),
    };
    Yasqe.defaults.autocompleters = Object.keys(Yasqe.Autocompleters);
    this.yasqe = new Yasqe(host, {
      value: textarea.value,
      persistenceId: new URLSearchParams(location.search).has("query") ? null : KEPT,
      consumeShareLink: null,
      createShareableLink: null,
      showQueryButton: false,
      resizeable: false,
      editorHeight: null, // the style sheet has it
      syntaxErrorCheck: false, // the server's knows more, and the column
      inputStyle: "contenteditable", // screen readers read it
      extraKeys: {
        "Ctrl-Enter": run,
        "Cmd-Enter": run,
        Tab: false, // leads on, as everywhere on the page
        "Shift-Tab": false,
        Esc: false,
        "Ctrl-S": false,
      },
    });
    const words = { role: "textbox", "aria-multiline": "true", "aria-label": "SPARQL" };
    for (const [name, value] of Object.entries(words)) this.field.setAttribute(name, value);
    this.yasqe.on("change", () => (this.mark(null), changed()));
    this.yasqe.on("inputRead", (_, { text }) => {
      const begun = /[a-z:]$/i.test(text.at(-1));
      if (begun && !this.yasqe.state.completionActive) this.yasqe.autocomplete();
    });
    this.yasqe.on("autocompletionShown", (_, { hints }) =>
      hints.setAttribute("aria-label", "Suggestions"),
    );
    const label = document.querySelector(`label[for="${textarea.id}"]`);
    label?.addEventListener("click", () => this.yasqe.focus());
  }

  get field() {
    return this.yasqe.getInputField();
  }

  get text() {
    return this.yasqe.getValue();
  }

  set text(text) {
    this.yasqe.setValue(text);
  }

  /** Mark the place of an error, line and column from 1 in code points; null takes the mark away. */
  mark(place) {
    for (const mark of this.yasqe.getAllMarks()) if (mark.className === WRONG) mark.clear();
    this.yasqe.eachLine((line) => void this.yasqe.removeLineClass(line, "wrap", WRONG_LINE));
    const span = this.span(place);
    this.field.toggleAttribute("aria-invalid", span !== null);
    if (!span) return;
    this.yasqe.addLineClass(span.from.line, "wrap", WRONG_LINE);
    this.yasqe.markText(span.from, span.to, { className: WRONG });
  }

  /** Mark the place of an error and put the cursor there. */
  goTo(place) {
    this.mark(place);
    const span = this.span(place);
    if (span) this.yasqe.setCursor(span.from);
  }

  /** Return where the word at a place begins and ends, if there is such a line. */
  span(place) {
    const text = place?.line ? this.yasqe.getLine(place.line - 1) : undefined;
    if (text === undefined) return null;
    const line = place.line - 1;
    const ch = [...text].slice(0, place.column - 1).join("").length;
    const length = Math.max(/^[\w:?$<>-]*/.exec(text.slice(ch))[0].length, 1);
    return { from: { line, ch }, to: { line, ch: ch + length } };
  }
}
