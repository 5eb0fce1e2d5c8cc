"""`python -m translate` is the command `translate`."""

from translate.cli import run

run()
