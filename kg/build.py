"""The build: sources in, checked graphs in the store, what did not conform set aside.

What the store has as it is now is not read again (`kg.planning`), so that a build that was broken
off goes on where it stopped. Every article is stored as a whole or not at all, new ones some at a
time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from kg.config import Config
from kg.copies import find_copies
from kg.corrections.register import by_article, read_corrections
from kg.differences import difference, run_lines, same_but_for_run
from kg.errors import PassedOverError, ReadError
from kg.holdings import Holdings, file_of
from kg.identity.identify import identified, identify
from kg.iris import CQ, article_iri
from kg.journal import Journal
from kg.mentioned import describe, settle
from kg.model import Article, ArticleGraph
from kg.pipeline import UNFIT, open_pipeline, read_article
from kg.planning import Found, Planner, Wish
from kg.plugins import open_engine
from kg.protocols import Store
from kg.quarantine import in_other_language, set_aside, still_aside, take_up
from kg.readers.feeds import is_feed
from kg.readers.language import OtherLanguageError
from kg.tally import Tally, require_place, write_report
from kg.vanishing import find_vanished

_STATEMENT = f"<{CQ}Statement> .".encode()
_EVERYTHING = Wish()
_STORED = ("new", "changed", "reread")
_OUT = 16  # articles: by then workers have begun to load, and have something to read after it
_GROWTH = 4  # times as many articles are stored together as the time before; doubled costs more
_MOST_WAITING = 1 << 26  # bytes of graphs that wait to be stored together
_MOST_DESCRIBED = 1 << 16  # triples of what articles name that are remembered as stored


def build(
    sources: Iterable[Found],
    config: Config,
    store: Store,
    *,
    wish: Wish = _EVERYTHING,
    named: Sequence[str] = (),
    report: Path | None = None,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    progress: Callable[[Tally], None] = lambda _: None,
) -> Tally:
    """Bring the store in line with `sources`: store what is new or changed, pass over the rest.

    `named` are the files and folders that `sources` come from, in which articles can have
    vanished. Ctrl-C ends a build in good order. At the end it is found out who is who across
    articles, and `report` gets what was done, article by article. `now` dates the build in the
    runs graph; `progress` is called after each article, and before it is found out who is who.
    """
    if report:
        require_place(report)
    with closing(Journal()) as journal:
        work = _Build(config, store, wish, journal, now, progress)
        try:
            work.read(sources)
            work.finish(named)
        except KeyboardInterrupt:  # the second one, or while it finds out who is who
            work.tally.stopped = True
        if report:
            write_report(report, work.tally, journal)
        return work.tally


class _Build:
    """One build, its tally and its record in the store, made with the first thing stored."""

    def __init__(
        self,
        config: Config,
        store: Store,
        wish: Wish,
        journal: Journal,
        now: Callable[[], datetime],
        progress: Callable[[Tally], None],
    ) -> None:
        self.config, self.store, self.wish, self.journal = config, store, wish, journal
        self.now, self.progress, self.tally = now, progress, Tally()
        self.pipeline = open_pipeline(config)
        if config.reference:
            from kg.checking import require_reference  # pyshacl, which is needed for nothing else

            require_reference(config)
        self.holdings = Holdings(store, config.base)
        self.quarantine = Path(config.quarantine)
        self.corrections = by_article(read_corrections(store, config.base))
        self.record: str | None = None
        self.waiting: list[ArticleGraph] = []
        self.described: set[bytes] = set()
        self.together = 1  # few at first, so that who looks sees soon how it goes
        self.shared = False
        self.cut_short = self.holdings.unfinished()

    def read(self, sources: Iterable[Found]) -> None:
        """Read what is to be read; store it or set it aside."""
        planner = Planner(
            self.holdings, self.journal, self.wish, self.run_for, self.quarantine, self.pass_
        )
        outcomes = open_engine(self.config.engine).run(
            partial(read_article, self.config, corrections=self.corrections),
            self.sharing(planner.to_read(sources, self.refuse)),
            lambda article: self.config.seconds_for(len(article.text)),
        )
        try:
            for outcome in outcomes:
                self.keep(outcome)
                self.progress(self.tally)
        except KeyboardInterrupt:
            self.tally.stopped = True
        finally:
            getattr(outcomes, "close", lambda: None)()
            self.put_waiting()

    def sharing(self, articles: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles; share once the first are out, while workers load what they need."""
        for number, article in enumerate(articles):
            if number == _OUT:
                self.share()
            yield article

    def share(self) -> None:
        """Store ontology, shapes and reference data, unless they are there as they are now."""
        if not self.shared:
            again = self.wish.reread == "all"
            self.holdings.share(lambda: self.pipeline.background, self.pipeline.data, again=again)
            self.shared = True

    def run_for(self, iri: str) -> str:
        """Return the digest of the run that reads an article, its corrections in it."""
        return self.pipeline.run_with(self.corrections.get(iri, ()))

    def pass_(self, article: Article, iri: str, reason: str) -> None:
        """Count an article that is not read."""
        tally, origin = self.tally, article.origin
        if reason == "aside":
            why = still_aside(self.quarantine, article, None)
            tally.set_aside += 1
            tally.still_aside += 1
            self.hold(iri, origin, f"still set aside, and the same as before: {why}", article.id)
        else:
            setattr(tally, reason, getattr(tally, reason) + 1)
        if reason == "repeated":
            self.journal.note("repeated", iri, origin=origin)
        self.progress(tally)

    def refuse(self, problem: ReadError) -> None:
        """Set an article in another language aside; count what is no article."""
        if isinstance(problem, OtherLanguageError):
            self.keep(in_other_language(problem, self.config.base))
        elif isinstance(problem, PassedOverError):
            self.tally.passed_over += 1
            self.journal.note("passed over", "", why=str(problem))
        else:
            self.tally.failed += 1
            self.tally.problem(str(problem))
            self.journal.note("not readable", "", problem=str(problem))
        self.progress(self.tally)

    def keep(self, outcome: ArticleGraph) -> None:
        """Store what conforms, set aside what does not."""
        warned = sum(f.severity == "Warning" for f in outcome.findings)
        self.tally.warnings += warned
        for finding in outcome.findings:
            if finding.rule == UNFIT:
                self.tally.problem(f"{outcome.article.origin}: {finding.message}")
        if outcome.conforms and not (self.wish.strict and warned):
            self.put(outcome)
            return
        first = next(f for f in outcome.findings if f.severity == "Violation" or self.wish.strict)
        iri, article = article_iri(self.config.base, outcome.article.id), outcome.article
        set_aside(self.quarantine, outcome, self.wish.reading(self.run_for(iri)))
        self.tally.set_aside += 1
        self.hold(iri, article.origin, f"set aside: {first.message}", article.id)

    def hold(self, iri: str, origin: str | None, why: str, entry: str) -> None:
        """Tell of an article that is set aside."""
        problem = f"{origin}: {why} See {self.quarantine / entry / 'report.txt'}"
        self.tally.problem(problem)
        self.journal.note("set aside", iri, problem=problem)

    def put(self, outcome: ArticleGraph) -> None:
        """Store an article: a new one together with others, any other in a transaction of its own.

        Each is there as a whole or not at all, and counted once it is.
        """
        iri, reason = outcome.iri, self.journal.reason(outcome.iri)
        if reason == "new":
            self.waiting.append(outcome)
            self.tally.waiting += 1
            if len(self.waiting) >= self.together or self.much_waits:
                self.together = min(_GROWTH * self.together, getattr(self.store, "together", 1))
                self.put_waiting()
            return
        self.put_waiting()
        before = self.holdings.graph_of(iri)
        self.begin()
        self.describe([outcome])
        if reason == "outdated" and self.wish.reread == "changed" and self.confirmed(outcome):
            self.store.amend(iri, b"", run_lines(outcome.triples))
            self.tally.confirmed += 1
            return
        self.store.replace(_graphs(outcome))
        told = difference(before, outcome.triples)
        kind = "new" if not before else "reread" if reason == "outdated" else "changed"
        more = {"gained": told.gained, "lost": told.lost} if before else {}
        self.tally.lost += len(told.lost)
        self.count(outcome, kind, len(told.gained), **more)

    @property
    def much_waits(self) -> bool:
        """Say whether what waits takes much memory: some articles are very long."""
        return sum(len(o.triples) for o in self.waiting) > _MOST_WAITING

    def put_waiting(self) -> None:
        """Store the new articles that wait."""
        waiting, self.waiting = self.waiting, []
        if waiting:
            self.begin()
            self.describe(waiting)
            self.store.replace({g: data for o in waiting for g, data in _graphs(o).items()})
        self.tally.waiting = 0
        for outcome in waiting:
            self.count(outcome, "new", outcome.triples.count(_STATEMENT))

    def describe(self, outcomes: Iterable[ArticleGraph]) -> None:
        """Describe what articles name and others may name, too, where that was not done before."""
        told = {line for o in outcomes for line in o.mentioned.splitlines(keepends=True)}
        new = told - self.described
        describe(self.store, self.config.base, b"".join(sorted(new)))
        self.described = new if len(self.described) > _MOST_DESCRIBED else self.described | new

    def count(self, outcome: ArticleGraph, kind: str, gain: int, **more: Any) -> None:
        """Count and note an article that is stored, and how many statements are gained by it."""
        tally, statements = self.tally, outcome.triples.count(_STATEMENT)
        take_up(self.quarantine, outcome.article)
        self.place(outcome)
        tally.stored += 1
        tally.statements += statements
        tally.gained += gain
        setattr(tally, kind, getattr(tally, kind) + 1)
        origin = outcome.article.origin
        self.journal.note(kind, outcome.iri, origin=origin, statements=statements, **more)

    def confirmed(self, outcome: ArticleGraph) -> bool:
        """Say whether an article that was read again says what it said before."""
        graphs = ((outcome.iri, outcome.triples), (f"{outcome.iri}/inferred", outcome.inferred))
        return all(same_but_for_run(self.holdings.graph_of(iri), new) for iri, new in graphs)

    def place(self, outcome: ArticleGraph) -> None:
        """Remember in which file a stored article is; what was taken up is set aside no more."""
        file = file_of(outcome.article.origin)
        aside = file is not None and self.quarantine.absolute() in file.parents
        if file is not None and not is_feed(file) and not aside:
            self.holdings.remember_place(file, outcome.iri)

    def begin(self) -> None:
        """Note in the store that this build writes; a build that is cut short has no end there."""
        self.share()
        if self.record is None:
            self.record = self.holdings.begin(self.pipeline.run, self.pipeline.version, self.now())

    def finish(self, named: Sequence[str]) -> None:
        """Settle what has vanished and who is who, and note the end of the build."""
        self.share()
        self.holdings.flush()
        if not self.tally.stopped:
            self.settle_vanished(named)
        self.settle_shared()
        self.settle_copies()
        if self.record or self.cut_short:
            self.begin()
            told = f"{self.tally.stored} articles stored, {self.tally.set_aside} set aside"
            label = f"build: {told}{', stopped' * self.tally.stopped}"
            self.holdings.end(self.record or "", self.now(), label, self.cut_short)

    def settle_shared(self) -> None:
        """Find out who is who, and settle what more than one article may name.

        That is done where something was stored or removed, or where the rules are others.
        """
        reference, base, version = self.pipeline.reference, self.config.base, self.pipeline.version
        written = self.record or self.cut_short
        if written or not identified(self.store, reference, base=base, version=version):
            self.tally.doing = "who is who"
            self.progress(self.tally)
            kinds = ("changed", "reread")
            changed = {told["article"] for kind in kinds for told in self.journal.noted(kind)}
            identify(
                self.store, reference, base=base, version=version, changed=changed,
                anew=bool(self.cut_short),
            )  # fmt: skip
            settle(self.store, base)

    def settle_copies(self) -> None:
        """Find out which articles have one text, where something was stored or removed."""
        if self.record or self.cut_short:
            noted = (told["article"] for kind in _STORED for told in self.journal.noted(kind))
            gone = [told["article"] for told in self.journal.noted("removed")]
            find_copies(self.store, self.config.base, noted, gone, anew=bool(self.cut_short))

    def settle_vanished(self, named: Sequence[str]) -> None:
        """Forget what stands elsewhere now, drop what an edited text replaces, tell of the rest."""
        found = find_vanished(self.holdings, self.journal, named)
        if found.places or found.edited or (found.articles and self.wish.remove_vanished):
            self.begin()
        self.holdings.forget_places(found.places)
        for old, new in found.edited.items():
            self.edited(old, new)
        self.remove(found.edited)
        self.tally.vanished = len(found.articles)
        removable = self.wish.remove_vanished and not self.tally.failed
        for article in found.articles:
            self.journal.note("vanished", article, removed=removable)
        if removable:
            self.remove(found.articles)
            self.tally.removed = len(found.articles)

    def remove(self, articles: Collection[str]) -> None:
        """Remove articles from the store."""
        for article in articles:
            self.journal.note("removed", article)
        self.holdings.remove(articles)

    def edited(self, old: str, new: str) -> None:
        """Count an article that was new as the edited text of another one."""
        told = difference(self.holdings.graph_of(old), self.holdings.graph_of(new))
        (stored,) = self.journal.noted("new", new)
        tally = self.tally
        tally.new, tally.changed = tally.new - 1, tally.changed + 1
        tally.gained += len(told.gained) - stored["statements"]
        tally.lost += len(told.lost)
        more = {"origin": stored["origin"], "statements": stored["statements"]}
        self.journal.retell(
            "new", "changed", new, **more, replaces=old, gained=told.gained, lost=told.lost
        )


def _graphs(outcome: ArticleGraph) -> dict[str, bytes]:
    return {outcome.iri: outcome.triples, f"{outcome.iri}/inferred": outcome.inferred}
