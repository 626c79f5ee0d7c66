// The query as source text: CodeMirror in a shadow root. There its styles are constructed style
// sheets, which a strict Content-Security-Policy allows; in the document they would be inline ones.

import {
  Decoration,
  EditorState,
  EditorView,
  HighlightStyle,
  StateEffect,
  StateField,
  StreamLanguage,
  autocompletion,
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
  defaultKeymap,
  drawSelection,
  highlightActiveLine,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  keymap,
  lineNumbers,
  sparql,
  syntaxHighlighting,
  tags,
} from "../vendor/codemirror/codemirror.js";

const style = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--c1)", fontWeight: "600" },
  { tag: [tags.standard(tags.name), tags.standard(tags.variableName)], color: "var(--c7)" },
  { tag: [tags.atom, tags.meta], color: "var(--c3)" },
  {
    tag: [tags.variableName, tags.local(tags.variableName)],
    color: "color-mix(in srgb, var(--c2) 75%, var(--ink))",
  },
  { tag: [tags.string], color: "var(--c4)" },
  { tag: tags.comment, color: "var(--quiet)", fontStyle: "italic" },
]);
const theme = EditorView.theme({
  "&": { fontSize: "0.9rem", color: "var(--ink)", background: "var(--card)", maxHeight: "32rem" },
  "&.cm-focused": { outline: "none" }, // the frame around it has one, which nothing cuts off
  ".cm-scroller": { fontFamily: "var(--mono)", lineHeight: "1.5" },
  ".cm-content, .cm-gutter": { minHeight: "14rem" },
  ".cm-content": { caretColor: "var(--ink)" },
  ".cm-cursor": { borderLeftColor: "var(--ink)" },
  ".cm-gutters": {
    background: "var(--shade)",
    color: "var(--quiet)",
    borderRight: "1px solid var(--line)",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--soft) 55%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground":
    {
      background: "color-mix(in srgb, var(--link) 28%, transparent)",
    },
  "&.cm-focused .cm-matchingBracket": {
    background: "var(--right-soft)",
    outline: "1px solid var(--right)",
  },
  "&.cm-focused .cm-nonmatchingBracket": { background: "var(--wrong-soft)" },
  ".cm-wrong": { textDecoration: "underline wavy var(--wrong)", background: "var(--wrong-soft)" },
  ".cm-wrong-line": { background: "var(--wrong-soft)" },
  ".cm-wrong-line span": { color: "var(--ink)" },
  ".cm-tooltip": {
    background: "var(--card)",
    color: "var(--ink)",
    border: "1px solid var(--edge)",
  },
  ".cm-tooltip.cm-completionInfo": {
    maxWidth: "24rem",
    padding: ".4rem .6rem",
    fontFamily: "var(--sans)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    background: "var(--link)",
    color: "var(--on-link)",
  },
  ".cm-completionDetail": { marginLeft: ".8em", fontStyle: "normal", opacity: ".8" },
});

const setPlace = StateEffect.define();
const wrong = StateField.define({
  create: () => Decoration.none,
  update(marks, change) {
    for (const effect of change.effects)
      if (effect.is(setPlace))
        return effect.value ? marksAt(change.state.doc, effect.value) : Decoration.none;
    return change.docChanged ? Decoration.none : marks;
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.contentAttributes.from(field, (marks) =>
      marks.size ? { "aria-invalid": "true" } : {},
    ),
  ],
});

// A browser that types over what is selected keeps its look by an inline style, which the policy
// refuses and reports; here the editor itself puts the text in.
const typeOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { from, to, empty } = view.state.selection.main;
    if (event.inputType !== "insertText" || !event.data || empty || view.composing) return false;
    const insert = () =>
      view.state.update(view.state.replaceSelection(event.data), {
        userEvent: "input.type",
        scrollIntoView: true,
      });
    const taken = view.state
      .facet(EditorView.inputHandler)
      .some((take) => take(view, from, to, event.data, insert));
    if (!taken) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});

/** The editor in the place of a text area. */
export class Source {
  constructor(textarea, { complete, run, changed }) {
    const host = document.createElement("div");
    host.className = "source";
    textarea.before(host);
    textarea.hidden = true;
    const root = host.attachShadow({ mode: "open" });
    const bound = { key: "Mod-Enter", run: () => (run(), true), preventDefault: true };
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: textarea.value,
        extensions: [
          lineNumbers(),
          history(),
          drawSelection(),
          highlightSpecialChars(),
          highlightActiveLine(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          StreamLanguage.define(sparql),
          syntaxHighlighting(style),
          theme,
          wrong,
          typeOver,
          EditorView.lineWrapping,
          autocompletion({ override: [complete], icons: false }),
          keymap.of([
            bound,
            ...closeBracketsKeymap,
            ...completionKeymap,
            ...defaultKeymap,
            ...historyKeymap,
          ]),
          EditorView.contentAttributes.of({
            "aria-label": "SPARQL",
            spellcheck: "false",
            autocapitalize: "off",
          }),
          EditorView.updateListener.of((update) => update.docChanged && changed()),
        ],
      }),
    });
    document
      .querySelector(`label[for="${textarea.id}"]`)
      ?.addEventListener("click", () => this.view.focus());
  }

  get text() {
    return this.view.state.doc.toString();
  }

  set text(text) {
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  /** Mark the place of an error, line and column from 1 in code points; null takes the mark away. */
  mark(place) {
    this.view.dispatch({ effects: setPlace.of(this.known(place)) });
  }

  /** Mark the place of an error and put the cursor there. */
  goTo(place) {
    this.mark(place);
    if (!this.known(place)) return;
    const anchor = offset(this.view.state.doc, place);
    const effects = EditorView.scrollIntoView(anchor, { y: "center" });
    this.view.dispatch({ effects, selection: { anchor } });
  }

  known(place) {
    return place && place.line && place.line <= this.view.state.doc.lines ? place : null;
  }
}

function offset(doc, { line, column }) {
  const found = doc.line(line);
  const before = [...found.text].slice(0, column - 1).join("");
  return found.from + Math.min(before.length, found.length);
}

function marksAt(doc, place) {
  const line = doc.line(place.line);
  const at = offset(doc, place);
  const marks = [Decoration.line({ class: "cm-wrong-line" }).range(line.from)];
  const rest = line.text.slice(at - line.from);
  const length = Math.max(/^[\w:?$<>-]*/.exec(rest)[0].length, Math.min(1, rest.length));
  if (length) marks.push(Decoration.mark({ class: "cm-wrong" }).range(at, at + length));
  return Decoration.set(marks);
}
