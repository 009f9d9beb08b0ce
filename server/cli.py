"""The command `beistand`: each command calls one function elsewhere."""

import os
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any, TypeVar

import click

from server import __version__
from server.logs import set_up_logs
from server.settings import Settings, SettingsError, describe, load_settings, shown

T = TypeVar("T")


def _settings() -> Settings:
    try:
        return load_settings(os.environ)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="beistand")
def main() -> None:
    """Self-hosted remote support that starts with a chat.

    Settings come from BEISTAND_… variables or beistand.toml in the home; `beistand config`
    prints them all.
    """


@main.command()
def serve() -> None:
    """Run the server."""
    from server.home import HomeError
    from server.serving import CannotServe
    from server.serving import serve as run

    settings = _settings()
    set_up_logs()
    try:
        run(settings)
    except (CannotServe, HomeError, SettingsError) as error:
        raise click.ClickException(str(error)) from None


@main.command()
def config() -> None:
    """Print every setting with its value and meaning."""
    settings = _settings()
    for variable, _default, meaning in describe():
        click.echo(f"{variable}={shown(settings, variable)}\n    {meaning}")


@main.group()
def technician() -> None:
    """Add technicians and give them tokens."""


@technician.command()
@click.argument("email")
@click.option("--name", required=True, help="Name that customers see.")
@click.option("--admin", is_flag=True, help="May manage technicians and settings.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def add(email: str, name: str, admin: bool, password_stdin: bool) -> None:
    """Add the technician EMAIL."""
    if password_stdin:
        password = sys.stdin.buffer.readline().decode(errors="replace").rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt=True)

    def act(journal: Any, _tokens: Any) -> None:
        from server.accounts.enrolment import enrol, new_technician

        enrol(journal, new_technician(email, name, password, is_admin=admin))

    _with_store(act)
    click.echo(f"Added {email}.")


@technician.command()
@click.argument("email")
def token(email: str) -> None:
    """Print a new API token of the technician EMAIL (the last line)."""

    def act(journal: Any, tokens: Any) -> str:
        from server.accounts.tokens import API
        from server.store import technicians

        found = technicians.by_email(journal, email.strip())
        if found is None:
            raise click.ClickException(f"There is no technician {email}.")
        given: str = tokens.give_technician(found.id, API)
        return given

    click.echo(_with_store(act))


def _with_store(act: Callable[[Any, Any], T]) -> T:
    """Run something on the home's store, beside a server that may be running."""
    from server.accounts.tokens import Tokens, load_secret
    from server.domain.refusal import Refusal
    from server.home import HomeError, usable
    from server.journal import NotWritten
    from server.journal.delivery import InWriterThread
    from server.journal.sqlite import SqliteJournal
    from server.problems import describe as describe_problem

    folder = _settings().folder
    try:
        with (
            usable(folder),
            closing(SqliteJournal(folder / "beistand.db", InWriterThread())) as journal,
        ):
            return act(journal, Tokens(journal, load_secret(folder)))
    except Refusal as refusal:
        _problem, title, detail = describe_problem(refusal, "en")
        raise click.ClickException(f"{title}. {detail}") from None
    except (HomeError, NotWritten) as error:
        raise click.ClickException(str(error)) from None
