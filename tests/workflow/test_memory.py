"""Records become pairs of the memory and come back; what nobody read is not approved."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from translate.exchange import Code, Record, exchange
from translate.store import memory as rows
from translate.store.memory import Pair
from translate.workflow.memory import export, known_pairs, pair_of, records

if TYPE_CHECKING:
    from tests.desks import Team

RECORD = Record(
    "7",
    "The road",
    "الطريق",
    state="reviewed",
    source_language="en-GB",
    target_language="ar_SY",
    source_codes=(Code(0, 3, "<b>", "</b>", "bold"),),
    notes=("one", "two"),
    previous="",
    next="He left.",
    author="mai",
    changed="2026-05-01T10:15:00Z",
    desk="raqqa",
)
STATES = [
    # state, origin, approved, by a machine
    ("reviewed", "newsdesk", True, False),
    ("final", "", True, False),
    ("edited", "newsdesk", True, False),
    ("drafted", "newsdesk", False, True),
    ("drafted", "memory", False, False),
    ("stale", "", False, False),
    ("changes_requested", "", False, False),
]


def test_a_record_comes_back_as_it_went() -> None:
    pair = pair_of(RECORD)
    assert pair is not None
    (back,) = records([pair])
    assert back == replace(RECORD, changed="2026-05-01T10:15:00.000000Z")


@pytest.mark.parametrize("name", ["xliff2", "po"])
def test_variants_of_a_language_go_into_a_file_of_one_pair(team: Team, name: str) -> None:
    mixed = [replace(RECORD, source_language="en", target_language="ar"), replace(RECORD, source="A road")]
    rows.add_many(team.store, [pair for pair in map(pair_of, mixed) if pair])
    stream = io.BytesIO()
    export(team.store, stream, name)
    stream.seek(0)
    back = list(exchange(name).read(stream, "memory"))
    assert [(one.source_language, one.target_language) for one in back] == [("en", "ar")] * 2


@pytest.mark.parametrize(("state", "origin", "approved", "machine"), STATES)
def test_what_nobody_read_is_not_approved(state: str, origin: str, approved: bool, machine: bool) -> None:
    pair = pair_of(replace(RECORD, state=state, origin=origin))
    assert pair is not None
    assert (pair.is_approved, pair.is_machine) == (approved, machine)
    told = pair_of(replace(RECORD, state=state), approved=True, machine=True, desk="x", author="y")
    assert told is not None
    assert (told.is_approved, told.is_machine, told.desk, told.author) == (True, True, "raqqa", "mai")


@pytest.mark.parametrize(
    "record",
    [
        replace(RECORD, target=" "),
        replace(RECORD, source=""),
        replace(RECORD, target_language="fr"),
        replace(RECORD, target_language="en"),
    ],
)
def test_what_is_no_pair_is_left_out(record: Record) -> None:
    assert pair_of(record) is None


def test_a_date_that_is_none_is_no_date() -> None:
    pair = pair_of(replace(RECORD, changed="yesterday"))
    assert pair is not None
    assert pair.changed_at == ""


def test_a_unit_without_a_name_gets_one() -> None:
    (found,) = records([Pair("a", "ب", "en", "ar", id=5, is_approved=False, is_machine=True)])
    assert (found.id, found.state) == ("m5", "drafted")


def test_names_of_a_phrase_are_known() -> None:
    assert ("Hasakah", "الحسكة") in known_pairs("the road to hasakah", "en")
    assert ("الحسكة", "Hasakah") in known_pairs("الطريق إلى الحسكة", "ar")
