"""Checking graphs against the shapes in a process of its own, started when it is first needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kg.config import Config
from kg.stores.ondemand import OnDemand

Form = Literal["json", "text", "turtle"]


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: `report` is in the form asked for; the graph is about `articles`.

    `findings` is how many there are, those that do no harm among them.
    """

    conforms: bool
    findings: int
    summary: str
    articles: Sequence[str]
    report: bytes


class Checker:
    """Checks one graph at a time; a check that takes too long or dies costs only its process.

    `config` names base IRI and reference data, `memory_mb` is what the process may have, `wait` the
    seconds for which a check waits for its turn.
    """

    def __init__(self, config: Config, memory_mb: int, wait: float = 5.0) -> None:
        self._settings = {
            "base": config.base,
            "reference": config.reference,
            "reference_alone": config.reference_alone,
        }
        nothing = self._request("validate", None, "json"), [("text/turtle", b"")]
        self._process = OnDemand("kg.checker", nothing, memory_mb, wait)

    def check(
        self,
        documents: Sequence[tuple[str, bytes]],
        graph: str | None,
        form: Form,
        timeout: float,
    ) -> Checked:
        """Return what is wrong with the graph that documents (media type, bytes) make together.

        `graph` is what relative IRIs are read from. Raises DocumentError, BusyError,
        DeadlineError after `timeout` seconds, WorkerDiedError or StoreError.
        """
        return self._ask("check", documents, graph, form, timeout)

    def validate(self, document: tuple[str, bytes], form: Form, timeout: float) -> Checked:
        """Return what is wrong with each graph of a document. Raises what `check` raises."""
        return self._ask("validate", [document], None, form, timeout)

    def close(self) -> None:
        """End the process."""
        self._process.close()

    def _ask(
        self,
        operation: str,
        documents: Sequence[tuple[str, bytes]],
        graph: str | None,
        form: Form,
        timeout: float,
    ) -> Checked:
        request = self._request(operation, graph, form)
        head, report = self._process.ask(request, documents, timeout)
        return Checked(**head, report=report)

    def _request(self, operation: str, graph: str | None, form: Form) -> dict[str, Any]:
        return {"do": operation, "config": self._settings, "graph": graph, "form": form}
