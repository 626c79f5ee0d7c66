"""Plug-ins by name: a plain table first, then entry points of other packages.

A descriptor is a name with what it needs after a colon: `oxigraph:data/kg`, `processes:2`,
`spacy:en_core_web_sm`. A store given as a bare path is the embedded one at that path, `memory` the
embedded one in memory, and one given as `https://host/sparql` is `remote:https://host/sparql`.
Other packages add to the groups `kg.extractor`, `kg.store` and `kg.engine`.
"""

from __future__ import annotations

from importlib import import_module
from importlib.metadata import entry_points
from inspect import signature
from typing import Any

from kg.errors import ConfigError
from kg.protocols import Engine, Extractor, OpenStore, Store
from kg.reference import Reference

EXTRACTORS = {
    "attribution": "kg.extractors.attribution:AttributionExtractor",
    "dates": "kg.extractors.dates:DateExtractor",
    "entities": "kg.extractors.entities:EntityExtractor",
    "persons": "kg.extractors.persons:PersonExtractor",
    "coreference": "kg.extractors.coreference:CoreferenceExtractor",
    "offices": "kg.extractors.offices:OfficeExtractor",
    "speakers": "kg.extractors.speakers:SpeakerExtractor",
    "forms": "kg.extractors.forms:FormExtractor",
    "speech_acts": "kg.extractors.speech_acts:SpeechActExtractor",
    "about": "kg.extractors.about:AboutExtractor",
    "targets": "kg.extractors.targets:TargetExtractor",
    "memberships": "kg.extractors.memberships:MembershipExtractor",
    "spacy": "kg.extractors.spacy_names:SpacyExtractor",
    "llm": "kg.extractors.llm:LlmExtractor",
}
STORES = {
    "oxigraph": "kg.stores.oxigraph:open_store",
    "remote": "kg.stores.remote:open_store",
}
ENGINES = {
    "auto": "kg.engines.auto:open_engine",
    "serial": "kg.engines.serial:open_engine",
    "processes": "kg.engines.processes:open_engine",
    "spark": "kg.engines.spark:open_engine",
}
_GROUPS = {"kg.extractor": EXTRACTORS, "kg.store": STORES, "kg.engine": ENGINES}


def known(group: str) -> dict[str, str]:
    """Return name → import path of every plug-in of a group such as `kg.store`, sorted by name."""
    others = {e.name: e.value for e in entry_points(group=group)}
    return dict(sorted({**others, **_GROUPS[group]}.items()))


def open_extractors(descriptors: tuple[str, ...], reference: Reference) -> tuple[Extractor, ...]:
    """Return the extractors named, in that order; each is made with the reference data.

    What follows the colon of a descriptor is its second argument. Raises ConfigError.
    """
    return tuple(_open_extractor(d, reference) for d in descriptors)


def _open_extractor(descriptor: str, reference: Reference) -> Extractor:
    name, colon, argument = descriptor.partition(":")
    make = _find("kg.extractor", name)
    arguments = (reference, argument) if colon else (reference,)
    try:
        signature(make).bind(*arguments)
    except TypeError as error:
        raise ConfigError(
            f"extractor {descriptor!r}: {name} takes nothing after a colon"
        ) from error
    extractor: Extractor = make(*arguments)
    return extractor


def open_store(descriptor: str, *, create: bool = False) -> Store:
    """Return the store a descriptor names. Raises ConfigError or StoreError with the next step."""
    if descriptor.startswith(("http://", "https://")):
        descriptor = f"remote:{descriptor}"
    name, colon, location = descriptor.partition(":")
    if not colon or name not in known("kg.store"):
        if "://" in descriptor or (colon and name.isidentifier() and len(name) > 1):
            raise _unknown("kg.store", name)
        name, location = "oxigraph", descriptor
    opens: OpenStore = _find("kg.store", name)
    return opens(location, create=create)


def open_engine(descriptor: str) -> Engine:
    """Return the engine a descriptor names, such as `serial` or `processes:2`."""
    name, _, argument = descriptor.partition(":")
    engine: Engine = _find("kg.engine", name)(argument)
    return engine


def _find(group: str, name: str) -> Any:
    table = known(group)
    if name not in table:
        raise _unknown(group, name)
    module, _, attribute = table[name].partition(":")
    return getattr(import_module(module), attribute)


def _unknown(group: str, name: str) -> ConfigError:
    kind = group.removeprefix("kg.")
    return ConfigError(f"no {kind} named {name!r}; known: {', '.join(known(group))}")
