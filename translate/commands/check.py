"""Check pairs of source and target as a careful editor would."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from translate.commands import replaced
from translate.errors import InputError, TranslateError

if TYPE_CHECKING:
    from translate.model import Issue
    from translate.text.tidy import Change
    from translate.workflow.bilingual import Bilingual, Place

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SHOWN = 60  # characters of a text that a line shows
EXAMPLES = """\b
Examples:
  translate check pairs.tsv
  translate check draft.json --format sarif > draft.sarif
  translate check memory.xlf --fix -o memory.fixed.xlf
  translate check pairs.tsv --format json --from en --to ar
"""


@click.command(name="check", epilog=EXAMPLES)
@click.argument("inputs", nargs=-1, metavar="FILE...", required=True)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "sarif", "junit"]),
    default="text",
    show_default=True,
    help="How findings are told.",
)
@click.option(
    "--fix", "fixes", is_flag=True, help="Put right what touches no word and no figure, and list it."
)
@click.option("--from", "source", metavar="LANG", help="Language of the sources; detected unless given.")
@click.option("--to", metavar="LANG", help="Language of the targets; the other one unless given.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Where --fix writes; the file itself unless given.",
)
@click.option(
    "--glossary",
    "glossaries",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A glossary file (.tsv) beside the house glossary; may be repeated.",
)
@click.option("--no-glossary", is_flag=True, help="Leave the house glossary out.")
@click.option("--explain", is_flag=True, help="Tell reasons in English and Arabic, and places in the source.")
def command(
    inputs: tuple[str, ...],
    format_: str,
    fixes: bool,
    source: str | None,
    to: str | None,
    output: Path | None,
    glossaries: tuple[Path, ...],
    no_glossary: bool,
    explain: bool,
) -> int:
    """Check each FILE: rows source<TAB>target, a draft in JSON, XLIFF, PO, or an article in one language; - is standard input.

    Ends with 1 where an issue is an error, with 2 where a file cannot be read, else with 0.
    """
    from translate import checks
    from translate.languages import language
    from translate.workflow import bilingual, recheck

    codes = [language(code).code if code else None for code in (source, to)]
    if codes[0] and codes[0] == codes[1]:
        raise InputError(
            "both languages are the same", advice="give --from en --to ar, or the other way round"
        )
    if output and (not fixes or len(inputs) > 1):
        raise InputError("-o is for one file and --fix", advice="give --fix, and one file")
    if fixes and "-" in inputs and not output:
        raise InputError("standard input cannot be rewritten", advice="give -o")
    rules = checks.configured()
    known = recheck.house_glossary(glossaries, house=not no_glossary)
    told: list[tuple[Bilingual, list[tuple[Place, list[Issue], tuple[Change, ...]]]]] = []
    failure = 0
    for name in inputs:
        try:
            file = bilingual.read(name, bilingual.read_bytes(name), source=codes[0], target=codes[1])
            places = list(file.places)
            changes: list[tuple[Change, ...]] = [()] * len(places)
            if fixes:
                places, changes = _fixed(file, output)
            pairs = [place.pair for place in places]
            issues = (
                recheck.check_alone(pairs, rules=rules)
                if file.is_alone
                else recheck.check_pairs(pairs, known, rules=rules)
            )
        except TranslateError as error:
            print(f"translate: {_line(str(error))}", file=sys.stderr)
            failure = max(failure, error.exit_code)
            continue
        told.append((file, list(zip(places, issues, changes, strict=True))))
    sys.stdout.write(
        {"text": _text, "json": _json, "sarif": _sarif, "junit": _junit}[format_](
            told, explain=explain, fixes=fixes, many=len(inputs) > 1
        )
    )
    for file, rows in told:
        for place, _, made in rows:
            for change in made:
                print(f"{file.file}:{place.row}: fixed {change.code}: {_show(change.new)}", file=sys.stderr)
    found = any(issue.severity == "error" for _, rows in told for _, own, _ in rows for issue in own)
    return failure or int(found)


def _fixed(file: Bilingual, output: Path | None) -> tuple[list[Place], list[Any]]:
    """The places with their targets put right, and the changes; the file is rewritten whole or not at all."""
    from dataclasses import replace

    from translate.workflow.recheck import fix

    places, changes, targets = [], [], {}
    for place in file.places:
        pair, made = fix(place.pair)
        if made:
            targets[pair.id] = pair.target
        places.append(replace(place, pair=pair))
        changes.append(made)
    if targets or output:
        path = output or Path(file.file)
        with replaced(path) as stream:
            stream.write(file.written(targets))
    return places, changes


def _span(issue: Issue, target: str) -> list[int]:
    """Characters of the target: those of the issue, or all of it where something of the source is missing."""
    if issue.side == "target" and issue.start is not None and issue.end is not None:
        return [issue.start, issue.end]
    return [0, len(target)]


def _text(told: Any, *, explain: bool, fixes: bool, many: bool) -> str:
    lines: list[str] = []
    counted = dict.fromkeys(_LEVELS, 0)
    rows_in_all = 0
    for file, rows in told:
        rows_in_all += len(rows)
        for place, issues, _ in rows:
            for issue in issues:
                counted[str(issue.severity)] += 1
                start, end = _span(issue, place.pair.target)
                where = f"{file.file}:{place.row}:{start + 1}-{end}"
                instead = f" [{_show(issue.suggestion)}]" if issue.suggestion is not None else ""
                lines.append(f"{where}: {issue.severity} {issue.code}: {_line(issue.message)}{instead}")
                if explain:
                    lines.append(f"    {_line(issue.message_ar)}")
    summary = ", ".join(
        f"{number} {name}{'s' if number != 1 and name != 'info' else ''}" for name, number in counted.items()
    )
    return "\n".join([*lines, f"{rows_in_all} segments: {summary}", ""])


def _json(told: Any, *, explain: bool, fixes: bool, many: bool) -> str:
    shaped = []
    for file, rows in told:
        for place, issues, changes in rows:
            row: dict[str, Any] = {"row": place.row}
            if many:
                row["file"] = file.file
            if file.format != "tsv":
                row["segment"] = place.pair.id
            row["issues"] = [_shaped(issue, place.pair.target, explain=explain) for issue in issues]
            if fixes:
                row["fixes"] = [{"code": change.code, "written": change.new} for change in changes]
            shaped.append(row)
    return json.dumps(shaped, ensure_ascii=False, indent=1) + "\n"


def _shaped(issue: Issue, target: str, *, explain: bool) -> dict[str, Any]:
    shaped: dict[str, Any] = {
        "code": issue.code,
        "severity": str(issue.severity),
        "message": issue.message,
        "span": _span(issue, target),
        "suggestion": issue.suggestion,
    }
    if explain:
        shaped["explanation"] = {"en": issue.message, "ar": issue.message_ar}
        shaped["source_span"] = [issue.start, issue.end] if issue.side == "source" else None
    return shaped


def _sarif(told: Any, *, explain: bool, fixes: bool, many: bool) -> str:
    """SARIF 2.1.0 (OASIS, 2020)."""
    from translate import __version__
    from translate.text.reasons import REASONS

    results = []
    for file, rows in told:
        for place, issues, _ in rows:
            for issue in issues:
                start, end = _span(issue, place.pair.target)
                region: dict[str, Any] = {"startLine": max(1, place.row)}
                if place.column is not None:
                    region |= {
                        "startColumn": place.column + start + 1,
                        "endColumn": place.column + end + 1,
                    }
                message = {"text": issue.message + (f" / {issue.message_ar}" if explain else "")}
                results.append(
                    {
                        "ruleId": issue.code,
                        "level": _LEVELS[str(issue.severity)],
                        "message": message,
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": _uri(file.file)},
                                    "region": region,
                                },
                                "logicalLocations": [{"name": place.pair.id}],
                            }
                        ],
                    }
                )
    used = sorted({result["ruleId"] for result in results})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": REASONS[code][0]},
            "fullDescription": {"text": REASONS[code][1]},
        }
        for code in used
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "dragoman", "version": __version__, "rules": rules}},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }
        ],
    }
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _uri(name: str) -> str:
    from urllib.parse import quote

    return quote(Path(name).as_posix()) if name != "-" else "stdin"


def _junit(told: Any, *, explain: bool, fixes: bool, many: bool) -> str:
    """JUnit XML: a suite a file, a case a segment; an error fails it, the rest stands in its output."""
    from xml.sax.saxutils import quoteattr

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for file, rows in told:
        failed = sum(any(issue.severity == "error" for issue in issues) for _, issues, _ in rows)
        lines.append(
            f'<testsuite name={quoteattr(_xml(file.file))} tests="{len(rows)}" failures="{failed}" errors="0">'
        )
        for place, issues, _ in rows:
            lines.append(
                f"<testcase classname={quoteattr(_xml(file.file))} name={quoteattr(_xml(f'row {place.row}'))}>"
            )
            for issue in issues:
                said = _xml(issue.message + (f" / {issue.message_ar}" if explain else ""))
                if issue.severity == "error":
                    lines.append(f"<failure type={quoteattr(issue.code)} message={quoteattr(said)}/>")
            rest = [issue for issue in issues if issue.severity != "error"]
            if rest:
                from xml.sax.saxutils import escape

                told_lines = "\n".join(f"{issue.severity} {issue.code}: {issue.message}" for issue in rest)
                lines.append(f"<system-out>{escape(_xml(told_lines))}</system-out>")
            lines.append("</testcase>")
        lines.append("</testsuite>")
    return "\n".join([*lines, "</testsuites>", ""])


def _xml(text: str) -> str:
    """The text without what XML 1.0 cannot hold."""
    return "".join(
        sign
        for sign in text
        if sign in "\t\n\r" or "\x20" <= sign <= "\ud7ff" or "\ue000" <= sign <= "\ufffd" or sign > "\uffff"
    )


def _show(text: str | None) -> str:
    text = _line(text or "")
    return repr(text[:_SHOWN] + "…" if len(text) > _SHOWN else text)


def _line(text: str) -> str:
    """One line without hidden marks: a terminal must not be turned round by what it is told about."""
    return "".join(
        sign
        if sign.isprintable() and not "\u202a" <= sign <= "\u202e" and not "\u2066" <= sign <= "\u2069"
        else f"\\u{ord(sign):04x}"
        for sign in " ".join(text.split())
    )
