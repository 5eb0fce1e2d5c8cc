"""Review drafts: find what needs a person, edit it, approve it."""

from __future__ import annotations

import click

from translate.commands.reviewing import claims, decisions, edits, figures, files, find, many

EXAMPLES = """\b
Examples:
  translate draft article.txt --to ar --queue
  translate queue next --user amal
  translate queue edit 18e0ba0078615a23 --target "عاد السكان" --base-version 1 --user amal
  translate queue approve 18e0ba0078615a23 --user basim
  translate queue stats --by engine --format html -o effort.html
"""


@click.group(name="queue", epilog=EXAMPLES)
def command() -> None:
    """Review drafts: find what needs a person, edit it, approve it, and see what it took."""


for _part in (find, claims, edits, decisions, many, figures, files):
    for _command in _part.commands:
        command.add_command(_command)
