"""The command line. Imports the one command it is asked for; errors become one line and an exit code."""

from __future__ import annotations

import ast
import os
import sys
from pathlib import Path
from typing import Any

import click

from translate import __version__, registry
from translate.errors import TranslateError

_INTERRUPTED = 130
_NO_COMMAND = getattr(click.exceptions, "NoArgsIsHelpError", ())  # click 8.2 and later raise it


class Commands(click.Group):
    """Commands by file name in translate/commands/: help reads their first lines, a call imports one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return registry.names("commands")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in registry.names("commands"):
            return None
        command: click.Command = registry.load("commands", cmd_name).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _first_line(name)) for name in self.list_commands(ctx)])


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: translate draft ARTICLE --to ar",
)
@click.version_option(__version__, prog_name="dragoman")
def main_group() -> None:
    """Dragoman: English–Arabic news translation, from article to bilingual draft, offline."""


def main(arguments: list[str] | None = None) -> int:
    """Run a command; returns its exit code: 0, 1 for a failure, 2 for usage and input, 130 when interrupted."""
    _plain_streams()
    try:
        result: Any = main_group.main(args=arguments, prog_name="translate", standalone_mode=False)
    except click.exceptions.Abort:
        return _end("stopped", _INTERRUPTED)
    except click.ClickException as error:
        if isinstance(error, _NO_COMMAND):
            print(error.format_message(), file=sys.stderr)
            return int(error.exit_code)
        hint = (
            f" (see {error.ctx.command_path} --help)"
            if isinstance(error, click.UsageError) and error.ctx and error.ctx.parent
            else ""
        )
        return _end(error.format_message() + hint, error.exit_code)
    except TranslateError as error:
        return _end(str(error), error.exit_code)
    except KeyboardInterrupt:
        return _end("stopped", _INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        return _end(f"{error.filename or 'input or output'}: {error.strerror or error}", 1)
    except MemoryError:
        return _end("not enough memory; give smaller files, or fewer threads", 1)
    except Exception as error:
        if os.environ.get("TRANSLATE_TRACEBACK"):
            raise
        return _end(
            f"a flaw of this program: {type(error).__name__}: {error}; set TRANSLATE_TRACEBACK=1 to see where, and report it",
            1,
        )
    return result if isinstance(result, int) else 0


def run() -> None:
    """The script `translate`."""
    sys.exit(main())


def _end(message: str, code: int) -> int:
    text = " ".join(str(message).split())
    print(f"translate: {text}", file=sys.stderr)
    return code


def _plain_streams() -> None:
    """UTF-8 whatever the locale says; what cannot be encoded is replaced, not raised."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


def _first_line(name: str) -> str:
    """The one-line help of a command, from its file and without importing it."""
    path = Path(__file__).parent / "commands" / f"{name}.py"
    return (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
