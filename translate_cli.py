"""`python translate_cli.py …` from a checkout is the command `translate`."""

from translate.cli import run

if __name__ == "__main__":
    run()
