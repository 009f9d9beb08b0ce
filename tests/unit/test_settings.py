"""Settings: where they come from, and what is said of those that make no sense."""

from pathlib import Path

import pytest

from server.settings import SettingsError, load_settings, with_port


def load(home: Path, **values: str) -> object:
    return load_settings(
        {"BEISTAND_HOME": str(home)} | {f"BEISTAND_{n}": v for n, v in values.items()}
    )


def test_the_environment_goes_before_the_file_and_the_file_before_the_default(
    tmp_path: Path,
) -> None:
    (tmp_path / "beistand.toml").write_text('port = 9000\norganisation = "Musterhaus"\n')
    settings = load_settings({"BEISTAND_HOME": str(tmp_path), "BEISTAND_PORT": "9001"})
    assert (settings.port, settings.organisation, settings.host) == (
        9001,
        "Musterhaus",
        "127.0.0.1",
    )


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://127.0.0.1:8080"), ("::1", "http://[::1]:8080")],
)
def test_links_carry_the_own_address_unless_told_otherwise(
    tmp_path: Path, host: str, address: str
) -> None:
    assert load(tmp_path, HOST=host).public_url == address  # type: ignore[attr-defined]
    told = load(tmp_path, HOST=host, PUBLIC_URL="https://hilfe.example.com/")
    assert told.public_url == "https://hilfe.example.com"  # type: ignore[attr-defined]


def test_a_free_port_is_in_the_address_once_it_is_known(tmp_path: Path) -> None:
    settings = load_settings({"BEISTAND_HOME": str(tmp_path), "BEISTAND_PORT": "0"})
    assert with_port(settings, 4711).public_url == "http://127.0.0.1:4711"
    told = load_settings(
        {
            "BEISTAND_HOME": str(tmp_path),
            "BEISTAND_PORT": "0",
            "BEISTAND_PUBLIC_URL": "https://a.de",
        }
    )
    assert with_port(told, 4711).public_url == "https://a.de"


@pytest.mark.parametrize(
    "url",
    ["hilfe.example.com", "ftp://a.de", "http://", "http://[", "http://a:99999", "http://a?b"],
)
def test_an_address_that_is_none_is_refused_by_name(tmp_path: Path, url: str) -> None:
    with pytest.raises(SettingsError, match="BEISTAND_PUBLIC_URL"):
        load(tmp_path, PUBLIC_URL=url)


@pytest.mark.parametrize("region", ["de", "GERMANY", "XX", "D"])
def test_a_country_that_has_no_phone_numbers_is_refused_by_name(
    tmp_path: Path, region: str
) -> None:
    with pytest.raises(SettingsError, match="BEISTAND_PHONE_REGION"):
        load(tmp_path, PHONE_REGION=region)


@pytest.mark.parametrize("url", ["seven://geheim123", "geheim123/{number}"])
def test_a_gateway_without_a_place_for_the_number_is_refused_without_its_secrets(
    tmp_path: Path, url: str
) -> None:
    with pytest.raises(SettingsError, match="BEISTAND_SMS_URL") as refused:
        load(tmp_path, SMS_URL=url)
    assert "geheim123" not in str(refused.value)


@pytest.mark.parametrize("text", ["port = ", "nonsense = 1", 'port = "x"'])
def test_a_file_that_is_not_right_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "beistand.toml").write_text(text)
    with pytest.raises(SettingsError):
        load(tmp_path)
