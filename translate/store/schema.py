"""The tables of the desk, the same for SQLite and PostgreSQL; migrations/ brings a database to them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

#: The migration that this program writes; tests hold it to the newest file of migrations/versions.
HEAD = "0006"
#: `PRAGMA application_id` of our SQLite files: "DRGM".
APPLICATION_ID = 0x4452474D
#: States of a unit, in the order in which a unit passes them; `removed` keeps the history of what was split, joined or cut.
STATES = (
    "new",
    "drafted",
    "edited",
    "changes_requested",
    "reviewed",
    "final",
    "stale",
    "quarantined",
    "removed",
)
#: The index over `unit_text`, three letters at a time: a table of FTS5 in SQLite, an index of pg_trgm in PostgreSQL.
TEXT_INDEX = "unit_text_grams"
#: Tables in which rows are only ever added; triggers refuse UPDATE and DELETE on both databases.
APPEND_ONLY = (
    "revision",
    "audit",
    "article_revision",
    "edition",
    "edition_pin",
    "edition_event",
    "effort",
    "target_markup",
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up INTEGER PRIMARY KEY only
_Time = String(27)  # ISO 8601 in UTC with microseconds and Z: sorts as text


def _number() -> Column[int]:
    return Column("id", _Number, primary_key=True, autoincrement=True)


# --- people --------------------------------------------------------------------------------------

person = Table(
    "person",
    metadata,
    Column("name", Text, primary_key=True),
    Column("display", Text, nullable=False, server_default=""),
    Column("role", String(16), nullable=False),
    Column("email", Text, nullable=False, server_default=""),
    Column("password", Text),  # an argon2 hash; null: no sign-in by password
    Column("is_active", Boolean, nullable=False),
    Column("preferences", Text, nullable=False, server_default="{}"),
    Column("created_at", _Time, nullable=False),
    Column("seen_at", _Time),
)
token = Table(
    "token",
    metadata,
    _number(),
    Column("person", Text, ForeignKey("person.name"), nullable=False, index=True),
    Column("label", Text, nullable=False, server_default=""),
    Column(
        "digest", String(64), nullable=False, unique=True
    ),  # SHA-256 of the token; the token itself is shown once
    Column("scopes", Text, nullable=False, server_default="[]"),
    Column("created_at", _Time, nullable=False),
    Column("expires_at", _Time),
    Column("used_at", _Time),
    Column("revoked_at", _Time),
)
session = Table(
    "session",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("person", Text, ForeignKey("person.name"), nullable=False, index=True),
    Column("csrf", Text, nullable=False),
    Column("created_at", _Time, nullable=False),
    Column("expires_at", _Time, nullable=False),
    Column("seen_at", _Time, nullable=False),
    Column("address", Text, nullable=False, server_default=""),
    Column("agent", Text, nullable=False, server_default=""),
    Column("data", Text, nullable=False, server_default="{}"),
)
invitation = Table(
    "invitation",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("person", Text),
    Column("created_at", _Time, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("expires_at", _Time, nullable=False),
    Column("used_at", _Time),
)
notice = Table(
    "notice",
    metadata,
    _number(),
    Column("person", Text, ForeignKey("person.name"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("unit", Text),
    Column("article", Text),
    Column("text", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("read_at", _Time),
    Index("ix_notice_person", "person", "read_at", "id"),
)
setting = Table(
    "setting",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("person", Text, nullable=False),
)

# --- articles and units --------------------------------------------------------------------------

article = Table(
    "article",
    metadata,
    Column("id", Text, primary_key=True),
    Column("source", Text, nullable=False),
    Column("source_language", String(16), nullable=False),
    Column("target_language", String(16), nullable=False),
    Column("headline", Text, nullable=False),
    Column("headline_target", Text, nullable=False, server_default=""),
    Column("topic", Text, nullable=False, server_default=""),
    Column("priority", Float, nullable=False),
    Column("deadline", _Time),
    Column(
        "due", Float, nullable=False
    ),  # seconds since 1970: the deadline, or the one that the desk supposes
    Column("revision", Integer, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("engine", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("created_at", _Time, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("updated_at", _Time, nullable=False),
    *(Column(f"n_{state}", Integer, nullable=False, server_default="0") for state in STATES),
    Index("ix_article_updated", "updated_at", "id"),
    Index("ix_article_source", "source"),
)
article_revision = Table(
    "article_revision",
    metadata,
    Column("article", Text, ForeignKey("article.id"), primary_key=True),
    Column("revision", Integer, primary_key=True, autoincrement=False),
    Column("source_hash", String(64), nullable=False),
    Column(
        "content", Text, nullable=False
    ),  # JSON: the article, its blocks, and the markup over their targets
    Column("at", _Time, nullable=False),
    Column("person", Text, nullable=False),
)
unit = Table(
    "unit",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    Column("position", Float, nullable=False),
    Column("block", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("segment", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("lead", Text, nullable=False, server_default=""),
    Column("separator", Text, nullable=False, server_default=""),
    Column("source_language", String(16), nullable=False),
    Column("target_language", String(16), nullable=False),
    Column("source", Text, nullable=False),
    Column("source_hash", String(64), nullable=False),
    Column("previous_source", Text),  # of a stale unit: what the target translates
    Column("target", Text, nullable=False),
    Column("draft", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("score", Float, nullable=False),
    Column("stop", String(16), nullable=False, server_default="end"),
    Column("source_tokens", Integer, nullable=False, server_default="0"),
    Column("target_tokens", Integer, nullable=False, server_default="0"),
    Column("match", Float),  # percentage of the memory match that the draft came from
    Column("estimate", Float),  # predicted HTER, 0–1; null where none was made
    Column(
        "band", Integer
    ),  # of the estimate, see `store.sought.band`: an index holds the order of rank in each
    Column("reason", Text, nullable=False, server_default=""),  # why it is quarantined, or was returned
    Column("topic", Text, nullable=False, server_default=""),
    Column("deadline", _Time),
    Column("priority", Float, nullable=False),
    Column("rank", Float, nullable=False),
    Column("state", String(20), nullable=False),
    Column("version", Integer, nullable=False),
    Column("assignee", Text),
    Column("last_editor", Text),
    Column("approved_by", Text),
    Column("words", Integer, nullable=False),
    Column("terms", Text, nullable=False, server_default="[]"),
    Column("issues", Text, nullable=False, server_default="[]"),
    Column("errors", Integer, nullable=False, server_default="0"),
    Column("warnings", Integer, nullable=False, server_default="0"),
    Column("parents", Text, nullable=False, server_default="[]"),  # of which units it was split or joined
    Column("active_seconds", Float, nullable=False, server_default="0"),  # sums over its revisions
    Column("total_seconds", Float, nullable=False, server_default="0"),
    Column("keystrokes", Integer, nullable=False, server_default="0"),
    Column("created_at", _Time, nullable=False),
    Column("updated_at", _Time, nullable=False),
    Index("ix_unit_article", "article", "position"),
    Index("ix_unit_state", "state", "rank", "id"),
    # Indexes by rank end with what is often asked beside, so that it is seen without reading the row.
    Index("ix_unit_language", "target_language", "state", "rank", "id", "assignee"),
    Index("ix_unit_topic", "topic", "state", "rank", "id", "target_language", "assignee"),
    Index("ix_unit_assignee", "assignee", "state", "rank", "id"),
    Index("ix_unit_last_editor", "last_editor", "state", "rank", "id"),
    Index("ix_unit_source_hash", "source_hash"),
    Index(
        "ix_unit_errors",
        "state",
        "rank",
        "id",
        sqlite_where=text("errors > 0"),
        postgresql_where=text("errors > 0"),
    ),
    Index(
        "ix_unit_nobody",
        "state",
        "rank",
        "id",
        sqlite_where=text("assignee IS NULL"),
        postgresql_where=text("assignee IS NULL"),
    ),
    Index("ix_unit_place", "id", "state", "rank"),
    Index("ix_unit_band", "band", "state", "rank", "id", "estimate"),
    Index("ix_unit_origin", "origin", "state", "rank", "id"),
    Index(
        "ix_unit_due",
        "state",
        "rank",
        "id",
        "deadline",
        sqlite_where=text("deadline IS NOT NULL"),
        postgresql_where=text("deadline IS NOT NULL"),
    ),
    Index(
        "ix_unit_deadline",
        "state",
        "deadline",
        "rank",
        "id",
        sqlite_where=text("deadline IS NOT NULL"),
        postgresql_where=text("deadline IS NOT NULL"),
    ),
)
unit_text = (
    Table(  # source and target folded: what units are looked for in; a row as seldom changed as a text
        "unit_text",
        metadata,
        Column("number", _Number, primary_key=True, autoincrement=True),
        Column("unit", String(40), ForeignKey("unit.id"), nullable=False, unique=True),
        Column("text", Text, nullable=False),
    )
)
unit_issue = Table(  # the codes of a unit's issues, each once; state and rank are the unit's
    "unit_issue",
    metadata,
    Column("code", Text, primary_key=True),
    Column("state", String(20), primary_key=True),
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True, index=True),
    Column("rank", Float, nullable=False, server_default="0"),
    Index("ix_unit_issue_rank", "code", "state", "rank", "unit"),
)
#: How many units and source words are in a state: what a dashboard shows of a million units without counting them.
tally = Table(
    "tally",
    metadata,
    Column("target_language", String(16), primary_key=True),
    Column("state", String(20), primary_key=True),
    Column("units", _Number, nullable=False),
    Column("words", _Number, nullable=False),
)
revision = Table(
    "revision",
    metadata,
    _number(),
    Column("unit", String(40), ForeignKey("unit.id"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("action", String(16), nullable=False),
    Column("state", String(20), nullable=False),
    Column("source", Text),  # where this revision changed it
    Column("target", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("reason", Text, nullable=False, server_default=""),
    Column("comment", Text, nullable=False, server_default=""),
    Column("parent", Integer, nullable=False),  # the version that the writer had before their eyes
    Column(
        "origin", Text, nullable=False, server_default=""
    ),  # cli, web, api, import, bulk; an engine for a draft
    Column("bulk", _Number),
    Column("solo", Boolean, nullable=False),
    Column("active_seconds", Float, nullable=False, server_default="0"),
    Column("total_seconds", Float, nullable=False, server_default="0"),
    Column("keystrokes", Integer, nullable=False, server_default="0"),
    Column("digest", String(64), nullable=False),
    UniqueConstraint("unit", "version"),
    Index("ix_revision_person", "person", "at"),
)
target_markup = Table(  # what a person placed over the target of a revision
    "target_markup",
    metadata,
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column(
        "markup", Text, nullable=False
    ),  # JSON: element, start, end (characters of the target), attributes
)
idempotency = Table(
    "idempotency",
    metadata,
    Column("person", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column(
        "digest", String(64), nullable=False
    ),  # of the request: the same key for another request is refused
    Column("result", Text, nullable=False),
    Column("at", _Time, nullable=False, index=True),
)
claim = Table(
    "claim",
    metadata,
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True),
    Column("person", Text, ForeignKey("person.name"), nullable=False, index=True),
    Column("token", String(32), nullable=False),
    Column("purpose", String(8), nullable=False),  # edit or review
    Column("since", _Time, nullable=False),
    Column("heartbeat_at", _Time, nullable=False),
    Column("expires_at", _Time, nullable=False, index=True),
)
journal = Table(
    "journal",
    metadata,
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True),
    Column("person", Text, ForeignKey("person.name"), primary_key=True),
    Column("target", Text, nullable=False),
    Column("base_version", Integer, nullable=False),
    Column("active_seconds", Float, nullable=False, server_default="0"),
    Column("total_seconds", Float, nullable=False, server_default="0"),
    Column("keystrokes", Integer, nullable=False, server_default="0"),
    Column("sequence", Integer, nullable=False, server_default="0"),
    Column("at", _Time, nullable=False),
)
presence = Table(
    "presence",
    metadata,
    Column("person", Text, ForeignKey("person.name"), primary_key=True),
    Column("article", Text, primary_key=True),
    Column("unit", String(40)),
    Column("at", _Time, nullable=False, index=True),
)
comment = Table(
    "comment",
    metadata,
    _number(),
    Column("unit", String(40), ForeignKey("unit.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("person", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("text", Text, nullable=False),
    Column("reply_to", _Number),
    Column("resolved_at", _Time),
    Column("resolved_by", Text),
)
waiver = Table(
    "waiver",
    metadata,
    _number(),
    Column("unit", String(40), ForeignKey("unit.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("code", Text, nullable=False, index=True),
    Column("message", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("withdrawn_at", _Time),
    Column("withdrawn_by", Text),
)
bulk = Table(
    "bulk",
    metadata,
    _number(),
    Column("person", Text, nullable=False),
    Column("action", String(16), nullable=False),
    Column("details", Text, nullable=False),
    Column("at", _Time, nullable=False),
    Column("undone_at", _Time),
    Column("undone_by", Text),
)
bulk_item = Table(
    "bulk_item",
    metadata,
    Column("bulk", _Number, ForeignKey("bulk.id"), primary_key=True),
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True),
    Column("before", Text, nullable=False),  # JSON: what undo puts back
    Column("version", Integer, nullable=False),  # of the unit after the change
)

# --- audit ---------------------------------------------------------------------------------------

audit = Table(
    "audit",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=False),  # 1, 2, 3 …: a gap is a loss
    Column("at", _Time, nullable=False),
    Column("person", Text, nullable=False),
    Column("action", String(32), nullable=False),
    Column("unit", String(40)),
    Column("article", Text),
    Column("version", Integer),
    Column("subject", Text, nullable=False, server_default=""),
    Column("details", Text, nullable=False, server_default="{}"),
    Column("digest", String(64), nullable=False, server_default=""),  # of the revision written with it
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("ix_audit_unit", "unit", "id"),
    Index("ix_audit_article", "article", "id"),
    Index("ix_audit_person", "person", "id"),
    Index("ix_audit_action", "action", "id"),
)
chain = Table(  # one row: the end of the audit chain, so that a cut-off end is noticed
    "chain",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("last", _Number, nullable=False),
    Column("hash", String(64), nullable=False),
)
cursor = Table(  # how far a follower of the audit has read: learning, webhooks
    "cursor",
    metadata,
    Column("name", Text, primary_key=True),
    Column("last", _Number, nullable=False),
    Column("at", _Time, nullable=False),
)
webhook = Table(
    "webhook",
    metadata,
    _number(),
    Column("url", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("events", Text, nullable=False, server_default="[]"),
    Column("is_active", Boolean, nullable=False),
    Column("created_at", _Time, nullable=False),
    Column("created_by", Text, nullable=False),
)
delivery = Table(
    "delivery",
    metadata,
    _number(),
    Column("webhook", _Number, ForeignKey("webhook.id"), nullable=False, index=True),
    Column("event", _Number, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("status", Integer),
    Column("error", Text, nullable=False, server_default=""),
    Column("next_at", _Time),
    Column("at", _Time, nullable=False),
    UniqueConstraint("webhook", "event"),
    Index("ix_delivery_state", "state", "next_at"),
)

# --- effort and learning -------------------------------------------------------------------------

#: One row per approval; `sign` −1 takes an earlier row back (same values), so that sums and bins stay right when a unit
#: is edited and approved again. Edits, lengths and words are kept, not only ratios: micro-averages are sums.
effort = Table(
    "effort",
    metadata,
    _number(),
    Column("sign", Integer, nullable=False),
    Column("unit", String(40), ForeignKey("unit.id"), nullable=False, index=True),
    Column("article", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("at", _Time, nullable=False, index=True),
    Column("week", String(8), nullable=False),  # 2026-W48
    Column("editor", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("source_language", String(16), nullable=False),
    Column("target_language", String(16), nullable=False),
    Column("source_words", Integer, nullable=False),
    Column("target_words", Integer, nullable=False),
    Column("ter_edits", Float, nullable=False),
    Column("ter_words", Float, nullable=False),
    Column("hter", Float, nullable=False),
    Column("ped_edits", Integer, nullable=False),
    Column("ped_length", Integer, nullable=False),
    Column("ped", Float, nullable=False),
    Column("chrf", Float, nullable=False),
    Column("chrf_statistics", Text, nullable=False, server_default="[]"),
    Column("touched", Boolean, nullable=False),
    Column("active_seconds", Float, nullable=False),
    Column("total_seconds", Float, nullable=False),
    Column("keystrokes", Integer, nullable=False),
    Column("estimate", Float),
    Column("signature", Text, nullable=False, server_default=""),
    Column("flags", Text, nullable=False, server_default=""),
)
#: Running sums of `effort` up to row `last`, by one dimension (`all`, `editor`, `engine`, `model`, `topic`, `week`, …).
effort_total = Table(
    "effort_total",
    metadata,
    Column("dimension", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("sums", Text, nullable=False),  # JSON: {"units": 12, "ter_edits": 30.0, …}
    Column("last", _Number, nullable=False),
)
#: Running histogram of a measure, for medians without sorting a million rows.
effort_bin = Table(
    "effort_bin",
    metadata,
    Column("dimension", String(16), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("measure", String(16), primary_key=True),
    Column("bin", Integer, primary_key=True, autoincrement=False),
    Column("count", _Number, nullable=False),
)
proposal = Table(  # the glossary inbox
    "proposal",
    metadata,
    _number(),
    Column("english", Text, nullable=False),
    Column("arabic", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default=""),
    Column("status", String(16), nullable=False),  # waiting, open, accepted, rejected
    Column("seen", Integer, nullable=False),
    Column("evidence", Text, nullable=False, server_default="[]"),
    Column("created_at", _Time, nullable=False),
    Column("updated_at", _Time, nullable=False),
    Column("decided_by", Text),
    Column("decided_at", _Time),
    Column("note", Text, nullable=False, server_default=""),
    UniqueConstraint("english", "arabic"),
    Index("ix_proposal_status", "status", "id"),
)

# --- editions ------------------------------------------------------------------------------------

edition = Table(
    "edition",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("article", Text, ForeignKey("article.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("article_revision", Integer, nullable=False),
    Column("content", Text, nullable=False),  # JSON: the bilingual article as pinned
    Column("digest", String(64), nullable=False),
    Column("created_at", _Time, nullable=False),
    Column("created_by", Text, nullable=False),
    UniqueConstraint("article", "number"),
)
edition_pin = Table(
    "edition_pin",
    metadata,
    Column("edition", String(40), ForeignKey("edition.id"), primary_key=True),
    Column("unit", String(40), ForeignKey("unit.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("position", Float, nullable=False),
)
edition_event = Table(  # its newest row is the edition's state
    "edition_event",
    metadata,
    _number(),
    Column("edition", String(40), ForeignKey("edition.id"), nullable=False, index=True),
    Column("state", String(16), nullable=False),  # draft, proof, approved, published, corrected, retracted
    Column("at", _Time, nullable=False),
    Column("person", Text, nullable=False),
    Column("notice", Text, nullable=False, server_default="{}"),  # JSON: {"en": …, "ar": …}
    Column("reason", Text, nullable=False, server_default=""),
)
edition_file = Table(
    "edition_file",
    metadata,
    Column("edition", String(40), ForeignKey("edition.id"), primary_key=True),
    Column("format", String(32), primary_key=True),
    Column("path", Text, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("size", _Number, nullable=False),
    Column("at", _Time, nullable=False),
)

# --- jobs ----------------------------------------------------------------------------------------

job = Table(
    "job",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("state", String(16), nullable=False),  # queued, running, paused, done, failed
    Column("title", Text, nullable=False),
    Column("parameters", Text, nullable=False, server_default="{}"),
    Column("place", Text, nullable=False, server_default=""),  # the folder of an archive run
    Column("total", _Number, nullable=False, server_default="0"),
    Column("done", _Number, nullable=False, server_default="0"),
    Column("failed", _Number, nullable=False, server_default="0"),
    Column("error", Text, nullable=False, server_default=""),
    Column("created_at", _Time, nullable=False),
    Column("created_by", Text, nullable=False),
    Column("updated_at", _Time, nullable=False),
    Column("finished_at", _Time),
    Index("ix_job_state", "state", "created_at"),
)
job_event = Table(
    "job_event",
    metadata,
    _number(),
    Column("job", String(40), ForeignKey("job.id"), nullable=False, index=True),
    Column("at", _Time, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message", Text, nullable=False, server_default=""),
    Column("details", Text, nullable=False, server_default="{}"),
)

# --- memory --------------------------------------------------------------------------------------

memory = Table(
    "memory",
    metadata,
    _number(),
    Column(
        "digest", String(32), nullable=False, unique=True
    ),  # languages, texts, context and desk: no pair twice
    Column("unit", Text, index=True),  # the unit under review that it came from
    Column("ident", Text, nullable=False, server_default=""),
    Column("source_language", String(16), nullable=False),
    Column("target_language", String(16), nullable=False),
    Column("source_tag", Text, nullable=False, server_default=""),
    Column("target_tag", Text, nullable=False, server_default=""),
    Column("source", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("codes", Text, nullable=False, server_default=""),
    Column("source_key", BigInteger, nullable=False, index=True),
    Column("target_key", BigInteger, nullable=False, index=True),
    Column("source_pattern", BigInteger, index=True),
    Column("target_pattern", BigInteger, index=True),
    Column("previous", Text),
    Column("next", Text),
    Column("origin", Text, nullable=False, server_default=""),
    Column("is_machine", Boolean, nullable=False),
    Column("is_approved", Boolean, nullable=False),
    Column("desk", Text, nullable=False, server_default=""),
    Column("author", Text, nullable=False, server_default=""),
    Column("note", Text, nullable=False, server_default=""),
    Column("changed_at", _Time, nullable=False),
    Column("added_at", _Time, nullable=False),
    sqlite_autoincrement=True,  # an id is never given twice: the index of texts counts on it
)
