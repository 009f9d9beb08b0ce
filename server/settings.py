"""Every setting: its name, default and meaning. docs/settings.md explains them at length."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
import platformdirs
from msgspec import Meta

from server.domain.file_rules import PROGRAMS, FileRules, read_endings
from server.domain.push_services import KNOWN, PushServices, read_services

PREFIX = "BEISTAND_"
FILE_NAME = "beistand.toml"


class SettingsError(Exception):
    """A setting can't be used; the message says which, where it stands and what it should be."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the administrator may set, by `BEISTAND_…` or in `beistand.toml` in the home."""

    home: Annotated[str, Meta(description="Folder of all data")] = ""
    host: Annotated[str, Meta(description="Address to listen on")] = "127.0.0.1"
    port: Annotated[
        int, Meta(ge=0, le=65535, description="Port to listen on; 0 takes a free one")
    ] = 8080
    public_url: Annotated[
        str,
        Meta(description="Address that links carry; default: http:// with host and port"),
    ] = ""
    organisation: Annotated[
        str, Meta(max_length=80, description="Name of your organisation, shown to customers")
    ] = ""
    desktop_starts_session: Annotated[
        bool, Meta(description="Whether the desktop console opens a new session when it starts")
    ] = False
    lock_minutes: Annotated[
        float,
        Meta(ge=0, le=1440, description="Minutes without input that lock the console; 0 for never"),
    ] = 15.0
    key_minutes: Annotated[
        float, Meta(gt=0, le=10080, description="How long a support key can start a session")
    ] = 60.0
    alarm_misses: Annotated[
        int,
        Meta(ge=1, le=100_000, description="Wrong keys within an hour that raise the alarm"),
    ] = 200
    proxy_hops: Annotated[
        int,
        Meta(ge=0, le=10, description="How many proxies in front set X-Forwarded-For and -Proto"),
    ] = 0
    phone_region: Annotated[
        str,
        Meta(pattern="^[A-Z]{2}$", description="Country of phone numbers that do not name theirs"),
    ] = "DE"
    sms_url: Annotated[
        str,
        Meta(
            description="Gateway for SMS: an apprise URL with {number}",
            extra={"is_secret": True},
        ),
    ] = ""
    sms_per_session: Annotated[
        int, Meta(ge=1, le=100, description="How many SMS a session may send")
    ] = 5
    sms_per_hour: Annotated[
        int, Meta(ge=1, le=10_000, description="How many SMS a technician may send in an hour")
    ] = 60

    max_file_mb: Annotated[
        int, Meta(ge=1, le=1_000_000, description="Size up to which a file is taken, in MB")
    ] = 250
    session_files_mb: Annotated[
        int, Meta(ge=1, le=1_000_000, description="What all files of a session may have, in MB")
    ] = 2000
    storage_url: Annotated[
        str, Meta(description="Where files lie: s3://bucket/folder; default: the home")
    ] = ""
    refused_files: Annotated[
        str, Meta(description="Endings of files that nobody may send; `none` for no ending")
    ] = ""
    refused_files_of_customers: Annotated[
        str, Meta(description="Endings of files that customers may not send; `none` for no ending")
    ] = PROGRAMS
    clamd: Annotated[
        str,
        Meta(description="Scanner that sees every file: unix:/run/clamd.ctl or tcp://host:port"),
    ] = ""
    push_services: Annotated[
        str,
        Meta(description="Hosts of push services, told while no console is open; `none`: nobody"),
    ] = KNOWN

    @property
    def folder(self) -> Path:
        """The home as a path."""
        return Path(self.home)

    @property
    def key_milliseconds(self) -> int:
        """How long a key can start a session."""
        return int(self.key_minutes * 60_000)

    @property
    def file_rules(self) -> FileRules:
        """Which files a session takes."""
        return FileRules(
            self.max_file_mb,
            read_endings(self.refused_files),
            read_endings(self.refused_files_of_customers),
            self.session_files_mb,
        )

    @property
    def allowed_push_services(self) -> PushServices:
        """Where pushes may go."""
        return read_services(self.push_services)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach this server by https."""
        return self.public_url.startswith("https://")


def load_settings(environment: Mapping[str, str]) -> Settings:
    """The settings from defaults, then the file in the home, then the environment.

    Raises SettingsError.
    """
    home = Path(environment.get(f"{PREFIX}HOME") or platformdirs.user_data_dir("beistand"))
    home = home.expanduser().absolute()
    values = _from_file(home / FILE_NAME)
    values |= _from_environment(environment)
    values["home"] = str(home)
    try:
        settings = msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(_explain(str(error))) from None
    _check_invitations(settings)
    _check_push_services(settings)
    return _with_public_url(settings)


def shown(settings: Settings, variable: str) -> str:
    """A setting's value for a terminal: of secrets only whether they are set."""
    name = variable.removeprefix(PREFIX).lower()
    value = str(getattr(settings, name))
    note = next(note for note in _notes(name) if isinstance(note, Meta))
    is_secret = bool(note.extra and note.extra.get("is_secret"))
    return "(set)" if is_secret and value else value


def describe() -> list[tuple[str, str, str]]:
    """(variable, default, meaning) of every setting, in the order of declaration."""
    rows = []
    for field in msgspec.structs.fields(Settings):
        meaning = next(note.description for note in field.type.__metadata__)
        rows.append((PREFIX + field.name.upper(), str(field.default), meaning))
    return rows


def _notes(name: str) -> tuple[Any, ...]:
    field = next(field for field in msgspec.structs.fields(Settings) if field.name == name)
    notes: tuple[Any, ...] = field.type.__metadata__
    return notes


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {
        name: environment[PREFIX + name.upper()]
        for name in Settings.__struct_fields__
        if environment.get(PREFIX + name.upper())
    }


def _from_file(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} can't be read: {error}") from None


def with_port(settings: Settings, port: int) -> Settings:
    """The settings once the port is known that stood as 0."""
    unknown = _own_address(settings.host, settings.port)
    settings = msgspec.structs.replace(settings, port=port)
    if settings.public_url == unknown:
        own = _own_address(settings.host, port)
        settings = msgspec.structs.replace(settings, public_url=own)
    return settings


def _own_address(host: str, port: int) -> str:
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _check_invitations(settings: Settings) -> None:
    """What can be told of them without the gateway; its secrets stay out of the sentence."""
    from phonenumbers import SUPPORTED_REGIONS

    if settings.phone_region not in SUPPORTED_REGIONS:
        raise SettingsError(
            f"{PREFIX}PHONE_REGION is no country that has phone numbers:"
            f" {settings.phone_region!r}. Write two letters like DE, AT or CH"
        )
    if settings.sms_url and not ("://" in settings.sms_url and "{number}" in settings.sms_url):
        raise SettingsError(
            f"{PREFIX}SMS_URL must be an apprise URL with {{number}} where the recipient's"
            " number goes, like seven://API-KEY/{number}"
        )


def _check_push_services(settings: Settings) -> None:
    try:
        read_services(settings.push_services)
    except ValueError as error:
        raise SettingsError(
            f"{PREFIX}PUSH_SERVICES has no host in it: {str(error)!r}. Write hosts with spaces like"
            " fcm.googleapis.com *.push.apple.com, or none"
        ) from None


def _with_public_url(settings: Settings) -> Settings:
    url = settings.public_url.rstrip("/") or _own_address(settings.host, settings.port)
    if not _is_web_address(url):
        raise SettingsError(
            f"{PREFIX}PUBLIC_URL is not a web address: {settings.public_url!r}."
            " Write it like https://support.example.com"
        )
    return msgspec.structs.replace(settings, public_url=url)


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        _checked_by_asking = parts.port
        return (
            parts.scheme in ("http", "https")
            and bool(parts.hostname)
            and not (parts.query or parts.fragment or parts.username)
        )
    except ValueError:
        return False


def _explain(reason: str) -> str:
    """msgspec's sentence with the variable's name instead of its path."""
    text, _, path = reason.partition(" - at `$.")
    name = path.rstrip("`")
    return f"{PREFIX}{name.upper()}: {text}" if name else reason
