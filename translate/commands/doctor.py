"""Say what is installed, what is missing, and what brings it."""

from __future__ import annotations

import os
import platform
import sys
from dataclasses import dataclass

import click

REQUIRED = (
    "ctranslate2",
    "sentencepiece",
    "click",
    "rich",
    "lxml",
    "markdown-it-py",
    "sacrebleu",
    "platformdirs",
)
EXTRAS = {
    "hub": ("huggingface_hub",),
    "firefox": ("fxtranslate",),
    "train": ("torch", "transformers", "safetensors", "numpy", "wordfreq", "simplemma"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `remedy` is the exact command that puts it right, empty where nothing is wrong."""

    part: str
    state: str
    is_good: bool
    remedy: str = ""


@click.command(name="doctor")
@click.option("--draft/--no-draft", "try_draft", default=True, help="Draft a sentence each way as a test.")
def command(try_draft: bool) -> int:
    """Look at this installation: libraries, extras, models, glossary, and whether a draft can be made. Exit code 1 when drafting is not possible."""
    findings = [*libraries(), *models(try_draft=try_draft), glossary()]
    width = max(len(finding.part) for finding in findings)
    for finding in findings:
        click.echo(f"{'ok ' if finding.is_good else '-- '} {finding.part:<{width}}  {finding.state}")
        if finding.remedy:
            click.echo(f"    {'':<{width}}  → {finding.remedy}")
    return 0 if all(finding.is_good for finding in findings if not finding.part.startswith("extra ")) else 1


def libraries() -> list[Finding]:
    """Python, the libraries that drafting needs, and the extras."""
    findings = [
        Finding(
            "python",
            f"{platform.python_version()} on {platform.system()} {platform.machine()}, {os.cpu_count()} cores",
            sys.version_info >= (3, 11),
        )
    ]
    for name in REQUIRED:
        version = _version(name)
        findings.append(
            Finding(
                name, version or "not installed", bool(version), "" if version else "pip install dragoman"
            )
        )
    for extra, names in EXTRAS.items():
        missing = [name for name in names if not _version(name)]
        remedy = f"pip install 'dragoman[{extra}]'"
        if "torch" in missing:
            remedy = f"pip install torch && {remedy}"
        state = (
            f"{', '.join(missing)} not installed (not needed for drafting)"
            if missing
            else ", ".join(f"{name} {_version(name)}" for name in names)
        )
        findings.append(Finding(f"extra {extra}", state, not missing, remedy if missing else ""))
    return findings


def models(*, try_draft: bool) -> list[Finding]:
    """The models on this machine; the embedded one is checked against its card and tried."""
    from translate import config, models
    from translate.errors import TranslateError

    found = []
    for model in models.look():
        try:
            if isinstance(model, TranslateError):
                raise model
            models.verify(model)
            licence = model.card.get("licence", "licence unknown")
            found.append(Finding(f"model {model.name}", f"{model.engine}, {licence}, {model.path}", True))
        except TranslateError as error:
            name = "model" if isinstance(model, TranslateError) else f"model {model.name}"
            is_ours = str(models.BUILTIN) in str(error)
            remedy = (
                "pip install --force-reinstall dragoman" if is_ours else "remove it, or put it there again"
            )
            found.append(Finding(name, str(error), False, remedy))
    if not found:
        found.append(Finding("models", "none", False, "pip install --force-reinstall dragoman"))
    found.append(Finding("models folder", f"{config.settings().models}", True))
    found.extend(_taken())
    found.extend(_cache())
    if try_draft and all(finding.is_good for finding in found):
        found.append(_trial())
    return found


def _taken() -> list[Finding]:
    """Which model drafts where none is named, and why."""
    from translate import config, models
    from translate.errors import TranslateError
    from translate.models import catalogue

    found = []
    wanted = config.settings().model
    for direction in catalogue.BOTH:
        source, _, target = direction.partition("-")
        try:
            if wanted:
                model, why = models.find_for(wanted, source, target), "set by desk.toml or TRANSLATE_MODEL"
            else:
                model, why = models.best(source, target)
                why = f"the best that is here: {why}"
            state, is_good = f"{model.name} ({why})", True
        except TranslateError as error:
            state, is_good = str(error), False
        found.append(Finding(f"drafts {direction}", state, is_good))
    if not wanted and all(model.is_builtin for model in models.installed()):
        found.append(
            Finding("better models", "none installed; with a network: translate models pull firefox", True)
        )
    return found


def _cache() -> list[Finding]:
    """What the cache of results is worth, where there is one."""
    from pathlib import Path

    from translate import config
    from translate.errors import TranslateError

    path = config.settings().cache
    if not path:
        return []
    from translate.store.cache import Cache

    try:
        told = Cache(Path(path).expanduser()).tally()
    except TranslateError as error:
        return [Finding("cache", str(error), False)]
    state = f"{path}, {told.results:,} results, {told.size / 1e6:,.1f} MB, {told.rate:.0%} of {told.asked:,} texts were known"
    return [Finding("cache", state, True)]


def _trial() -> Finding:
    import translate
    from translate.errors import TranslateError

    try:
        shown = []
        for text, to in (
            ("Three people were killed near Hasakah on Sunday.", "ar"),
            ("قتل ثلاثة أشخاص قرب الحسكة الأحد.", "en"),
        ):
            target = translate.draft(text, to=to).blocks[0].target
            shown.append(target)
        return Finding("trial draft", " | ".join(shown), all(shown))
    except TranslateError as error:
        return Finding("trial draft", str(error), False)


def glossary() -> Finding:
    """The house glossary: loaded whole, or the flaw that keeps it from loading."""
    from translate import glossary
    from translate.errors import TranslateError

    try:
        files = glossary.house_files()
        return Finding(
            "house glossary", f"{len(glossary.load())} entries in {len(files)} files, {files[0].parent}", True
        )
    except TranslateError as error:
        return Finding("house glossary", str(error), False, "translate glossary lint")


def _version(name: str) -> str:
    from importlib import metadata

    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
