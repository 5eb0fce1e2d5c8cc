"""A glossary entry: one thing, its house forms in both languages, its other spellings, and how its Arabic inflects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from translate.text.arabic import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from translate.glossary.arabic_index import ArabicIndex
    from translate.glossary.english_index import EnglishIndex
    from translate.glossary.stored import Tables


class Kind(StrEnum):
    """What is named. Names keep one form; common nouns and demonyms inflect."""

    PLACE = "place"
    PERSON_M = "person_m"
    PERSON_F = "person_f"
    ORG = "org"
    GROUP = "group"
    EVENT = "event"
    COMMON = "common"
    DEMONYM = "demonym"


class Policy(StrEnum):
    """What a translation owes an entry: `strict` its form, `relaxed` its form or a derived one, `suggest` nothing."""

    STRICT = "strict"
    RELAXED = "relaxed"
    SUGGEST = "suggest"


class Standing(StrEnum):
    """How good a form is (ISO 30042): the house form is preferred; deprecated and forbidden ones are found, not written."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Variant:
    """Another form of a term. `not_before` holds words that, standing next, say that it is something else.

    `for_target` marks a form that renders the term and is too common a word to be looked for in a source (the Strip, القطاع).
    """

    text: str
    standing: Standing = Standing.DEPRECATED
    not_before: tuple[str, ...] = ()
    for_target: bool = False


@dataclass(frozen=True, slots=True)
class Sense:
    """How to tell an ambiguous name from the word it looks like: cues found near it, and places it keeps company with."""

    for_ar: tuple[str, ...] = ()
    against_ar: tuple[str, ...] = ()
    for_en: tuple[str, ...] = ()
    against_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One term.

    `al` is `lex` (the article belongs to the name), `opt` or `none`; `gender` m, f or mf (a noun with both); `number` sg, du or pl;
    `inflect` none (a name), kunya (أبو/أبا/أبي), noun, phrase (noun and adjective), demonym or fixed. `plurals` are broken
    plurals, `derived` the relational adjectives that stand for the name under the relaxed policy. `ambiguous` is no, yes
    (a common word too: accepted where the sense shows) or mild (rejected where another sense shows). `near` and `within` name
    other entries by their English house form. `file` and `line` tell where the entry stands.
    """

    id: str
    kind: Kind
    english: str
    arabic: str
    english_short: str = ""
    arabic_short: str = ""
    english_variants: tuple[Variant, ...] = ()
    arabic_variants: tuple[Variant, ...] = ()
    policy: Policy = Policy.STRICT
    status: str = "approved"
    direction: str = "both"
    domain: str = ""
    priority: int = 0
    al: str = "none"
    gender: str = "m"
    number: str = "sg"
    inflect: str = "none"
    plurals: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    vocalised: str = ""
    article: str = "never"
    ambiguous: str = "no"
    is_keyed: bool = True
    sense: Sense = field(default_factory=Sense)
    near: tuple[str, ...] = ()
    within: str = ""
    notes: str = ""
    file: str = ""
    line: int = 0

    @property
    def is_name(self) -> bool:
        return self.kind not in (Kind.COMMON, Kind.DEMONYM)

    @property
    def is_ambiguous(self) -> bool:
        return self.ambiguous != "no"

    def house(self, language: str) -> str:
        """The house form in `en` or `ar`."""
        return self.arabic if language == "ar" else self.english

    def variants(self, language: str) -> tuple[Variant, ...]:
        return self.arabic_variants if language == "ar" else self.english_variants

    def short(self, language: str) -> str:
        return self.arabic_short if language == "ar" else self.english_short


class Glossary:
    """Entries by id, with the indexes that find them; made whole or not at all, never changed.

    `signature` changes with any field of any entry: a translation that stores it can tell which glossary shaped it.
    """

    def __init__(
        self,
        entries: Iterable[Entry] | Mapping[str, Entry],
        *,
        tables: Tables | None = None,
        signature: str | None = None,
    ) -> None:
        """Entries, or a mapping of them by id; tables and signature are made when they are asked for, unless given."""
        self.entries: Mapping[str, Entry] = (
            entries if isinstance(entries, Mapping) else {entry.id: entry for entry in entries}
        )
        if tables is not None:
            self.tables = tables
        if signature is not None:
            self.signature = signature

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries.values())

    def __getitem__(self, entry: str) -> Entry:
        return self.entries[entry]

    def get(self, entry: str) -> Entry | None:
        """The entry, or None where the glossary has changed since the match was made."""
        return self.entries.get(entry)

    def __contains__(self, entry: object) -> bool:
        return entry in self.entries

    @cached_property
    def signature(self) -> str:
        """SHA-256 over every field but file and line, 16 hexadecimal digits."""
        told = [item.name for item in fields(Entry) if item.name not in ("file", "line")]
        digest = sha256()
        for key in sorted(self.entries):
            digest.update(repr([getattr(self.entries[key], name) for name in told]).encode())
        return digest.hexdigest()[:16]

    @cached_property
    def tables(self) -> Tables:
        """The look-up tables of the entries."""
        from translate.glossary.stored import tables_of

        return tables_of(self.entries.values())

    @cached_property
    def arabic(self) -> ArabicIndex:
        from translate.glossary.arabic_index import ArabicIndex

        return ArabicIndex(self.entries, self.tables)

    @cached_property
    def english(self) -> EnglishIndex:
        from translate.glossary.english_index import EnglishIndex

        return EnglishIndex(self.entries, self.tables)

    def named(self, english: str) -> list[str]:
        """Ids of the entries with an English house form."""
        return self.tables["english"].get(english, "").split()

    def written(self, arabic: str) -> list[str]:
        """Ids of the entries with an Arabic house form, harakat left out."""
        return self.tables["arabic"].get(plain(arabic), "").split()

    def company(self, entry: Entry) -> frozenset[str]:
        """Ids of the places an entry keeps company with: those it names, its district and the other places of the district."""
        names = [*entry.near, entry.within] if entry.within else list(entry.near)
        found = {known for name in names for known in self.named(name)}
        if entry.within:
            found.update(self.tables["district"].get(entry.within, "").split())
        found.update(self.tables["district"].get(entry.english, "").split())
        found.discard(entry.id)
        return frozenset(found)

    def country(self, ident: str) -> str:
        """English name of the outermost thing an entry lies in; empty where it lies in nothing."""
        known = self._countries.get(ident)
        if known is None:
            known = self[ident].within
            for _ in range(5):
                outer = next((self[name].within for name in self.named(known)), "") if known else ""
                if not outer:
                    break
                known = outer
            self._countries[ident] = known
        return known

    @cached_property
    def _countries(self) -> dict[str, str]:
        return {}

    def adjectives(self, ident: str) -> Glossary:
        """The relational adjectives of an entry as a glossary of their own: عراقي for العراق."""
        known = self._adjectives.get(ident)
        if known is None:
            known = Glossary(
                Entry(f"{ident}.{place}", Kind.DEMONYM, self[ident].english, text, inflect="demonym")
                for place, text in enumerate(self[ident].derived)
            )
            self._adjectives[ident] = known
        return known

    def demonyms(self, ident: str) -> tuple[str, ...]:
        """Ids of the demonym entries that are the relational adjectives of an entry."""
        return tuple(
            name
            for text in self[ident].derived
            for name in self.written(text)
            if self[name].kind is Kind.DEMONYM
        )

    def homes(self, demonym: str) -> tuple[str, ...]:
        """English names of the places that a demonym is the relational adjective of."""
        places = self.tables["homes"].get(plain(self[demonym].arabic), "").split()
        return tuple(self[ident].english for ident in places)

    @cached_property
    def _adjectives(self) -> dict[str, Glossary]:
        return {}
