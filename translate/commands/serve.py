"""Serve the desk: pages, a REST API, the routes of LibreTranslate."""

from __future__ import annotations

import click

EXAMPLES = """\b
Examples:
  translate serve
  translate serve --host 0.0.0.0 --port 8000 --workers 4 --allow-host desk.example.org
"""


@click.command(name="serve", epilog=EXAMPLES)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Port to listen on."
)
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer."
)
@click.option(
    "--allow-host",
    "hosts",
    multiple=True,
    metavar="NAME",
    help="A name the desk is reached by; may be repeated.",
)
@click.option(
    "--hook-host",
    "hooks",
    multiple=True,
    metavar="NAME",
    help="A name of the own network that webhooks may call; may be repeated.",
)
@click.option(
    "--proxy",
    "proxies",
    metavar="ADDRESSES",
    default="",
    help="Proxies whose X-Forwarded headers are believed.",
)
@click.option("--secure", is_flag=True, help="Cookies for TLS only, where a proxy speaks it.")
@click.option(
    "--tls-cert", type=click.Path(exists=True, dir_okay=False), help="Certificate chain, to speak TLS itself."
)
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False), help="Key of the certificate.")
@click.option(
    "--api-keys", is_flag=True, help="The LibreTranslate routes want the token of a user as api_key."
)
@click.option("--model", metavar="NAME|DIR", help="Model to use; the embedded one unless given.")
@click.option("--engine", metavar="NAME", help="Engine to use.")
def command(
    host: str,
    port: int,
    workers: int,
    hosts: tuple[str, ...],
    hooks: tuple[str, ...],
    proxies: str,
    secure: bool,
    tls_cert: str | None,
    tls_key: str | None,
    api_keys: bool,
    model: str | None,
    engine: str | None,
) -> int:
    """Serve the desk until it is stopped; the first start prints a link that makes the first administrator."""
    try:
        from translate.web.serve import serve
    except ModuleNotFoundError as error:
        from translate.errors import MissingExtra

        raise MissingExtra("web", library=error.name) from error
    from translate.web.options import Options

    options = Options(
        host=host,
        port=port,
        workers=workers,
        hosts=hosts,
        hooks=tuple(name.casefold() for name in hooks),
        proxies=proxies,
        secure=secure or bool(tls_cert),
        keys=api_keys,
        model=model,
        engine=engine,
    )
    return serve(options, certificate=tls_cert, key=tls_key)
