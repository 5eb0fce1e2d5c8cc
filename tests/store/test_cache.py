"""Results that are kept: known again, counted, the oldest let go, and an engine that is asked only for what is new."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tests.tiny import Scripted
from translate import engines
from translate.engines import Cached, Decoding
from translate.errors import InputError
from translate.model import Hypothesis
from translate.store.cache import Cache


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "kept" / "cache.db", kept=20)


def test_what_was_kept_is_known_and_counted(cache: Cache) -> None:
    cache.put({b"a": "أ", b"b": "ب"})
    assert cache.get([b"a", b"b", b"c", b"a"]) == {b"a": "أ", b"b": "ب"}
    cache.put({b"a": "ألف"})
    assert cache.get([b"a"]) == {b"a": "ألف"}
    again = Cache(cache.path)
    told = again.tally()
    assert (told.asked, told.hits, told.results) == (4, 3, 2)
    assert told.rate == 0.75
    assert told.size > 0
    assert again.get([]) == {}
    again.put({})
    again.close()


def test_what_was_not_used_for_longest_goes_first(cache: Cache) -> None:
    for number in range(20):
        cache.put({b"%d" % number: str(number)})
    assert cache.get([b"0"])
    cache.put({b"new": "new"})
    kept = cache.get([b"%d" % number for number in range(20)])
    assert "0" in kept.values()
    assert "1" not in kept.values()
    assert cache.tally().results <= 20


def test_more_keys_than_a_statement_takes(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache.db")
    rows = {b"%d" % number: str(number) for number in range(1_300)}
    cache.put(rows)
    assert cache.get(rows) == rows


def test_threads_share_a_cache(cache: Cache) -> None:
    def work(number: int) -> None:
        for step in range(5):
            cache.put({b"%d" % number: str(step)})
            cache.get([b"%d" % number])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert cache.tally().hits == 20


def test_a_file_that_is_no_cache_is_told(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at " * 50, "utf-8")
    for path in (tmp_path / "text.db", tmp_path, tmp_path / "text.db" / "below.db"):
        with pytest.raises(InputError, match="the cache cannot be opened"):
            Cache(path)


def say(engine: engines.Engine, *texts: str, decoding: Decoding | None = None) -> list[list[Hypothesis]]:
    return engines.translate(engine, texts, source="en", target="ar", decoding=decoding)


def test_an_engine_is_asked_only_for_what_is_new(cache: Cache) -> None:
    inner = Scripted(
        lambda text, _: [Hypothesis("طريق", -0.25, 3, 2, "end", ((0, 4, 0, 4),)), Hypothesis("درب", -1.5)]
    )
    engine = Cached(inner, cache)
    first = say(engine, "road one", "road two")
    assert say(engine, "road two", "road three", "road one")[0] == first[1]
    assert [sent for sent, _ in inner.calls] == [["road one", "road two"], ["road three"]]
    assert first[0][0].alignment
    assert say(Cached(inner, Cache(cache.path)), "road one") == first[:1]
    assert len(inner.calls) == 2
    say(engine, "road one", decoding=Decoding(beam=8))
    inner.signature = "another model"
    say(Cached(inner, cache), "road one")
    assert len(inner.calls) == 4
    assert (engine.name, engine.limit, engine.count("a b", "en")) == (inner.name, inner.limit, 2)
    assert engine.calls is inner.calls


def test_a_cached_retry_is_a_retry_all_the_same(cache: Cache) -> None:
    inner = Scripted(lambda text, how: "طريق " * 9 if not how.no_repeat else "الطريق مفتوح")
    engine = Cached(inner, cache)
    assert say(engine, "the road is open") == say(engine, "the road is open")
    assert say(engine, "the road is open")[0][0].retries == ("loop:no-repeat",)
    assert len(inner.calls) == 2


def test_hostile_texts_are_kept_as_they_are(cache: Cache) -> None:
    engine = Cached(Scripted(lambda text, _: text), cache)
    for text in ("\ud800 طريق", "a\x00b طريق", "'; drop table result; -- طريق"):
        assert say(engine, text) == say(engine, text)
