"""What drafts cost and what they teach: stats, learn."""

from __future__ import annotations

import json
from pathlib import Path

import click

from translate.commands import replaced
from translate.commands.reviewing import desk_of, print_json, say, shown, someone


@click.command("stats")
@click.option(
    "--by", type=click.Choice(["editor", "engine", "model", "topic", "week"]), help="Group the figures."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="File to write; standard output unless given."
)
@shown("table", "json", "csv", "html")
@someone
def stats(user: str | None, database: str | None, format_: str, by: str | None, output: Path | None) -> None:
    """Show what approved drafts cost: HTER, character edits, chrF++, words and time."""
    from translate.review import report
    from translate.review.figures import report as figures

    with desk_of(user, database) as desk:
        found = figures(desk.store, by=by)
    if format_ == "json":
        text = json.dumps(found.shape(), ensure_ascii=False, indent=1) + "\n"
    else:
        text = {"table": report.to_table, "csv": report.to_csv, "html": report.to_html}[format_](found)
    with replaced(output) as stream:
        stream.write(text.encode())


@click.command("learn")
@click.option("--since", default="", metavar="TIME", help="Look at waivers from then on, such as 2026-11-01.")
@shown()
@someone
def learn(user: str | None, database: str | None, format_: str, since: str) -> None:
    """Show what post-edits teach: proposals for the glossary, and issues that are waived too often."""
    from dataclasses import asdict

    from translate.store import inbox
    from translate.text.diff import visible
    from translate.workflow import learn as learning

    with desk_of(user, database) as desk:
        new = learning.learn(desk.store)
        with desk.store.read() as connection:
            proposals = inbox.page(connection)
        rules = learning.rule_changes(desk.store, since=since)
    if format_ == "json":
        print_json(
            {
                "learnt": new.units,
                "proposals": [asdict(proposal) for proposal in proposals],
                "rules": [rule.shape() for rule in rules],
            }
        )
        return
    for proposal in proposals:
        click.echo(
            visible(f"term {proposal.id}: {proposal.english} = {proposal.arabic}, seen {proposal.seen} times")
        )
    for rule in rules:
        why = f": {rule.reasons[0][0]}" if rule.reasons else ""
        click.echo(
            visible(
                f"rule {rule.code}: waived {rule.waived} times, in {rule.units} of {rule.carrying} units{why}"
            )
        )
    if not proposals and not rules:
        say("nothing yet: a name counts once two post-edits agree, a rule after five waivers")


commands = (stats, learn)
