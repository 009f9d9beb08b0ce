"""`linkify.js`, `grouping.js`, `key_field.js`, `clock.js` and others that turn words into words."""

import re
import unicodedata
import uuid

import pytest

from tests.scripts.laboratory import Laboratory


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("nichts", {}),
        ("https://example.com", {"https://example.com": "https://example.com/"}),
        ("HTTPS://Example.COM/A", {"HTTPS://Example.COM/A": "https://example.com/A"}),
        ("www.example.com.", {"www.example.com": "https://www.example.com/"}),
        ("(siehe http://a.de/b)", {"http://a.de/b": "http://a.de/b"}),
        ("http://a.de/wiki/B_(C)", {"http://a.de/wiki/B_(C)": "http://a.de/wiki/B_(C)"}),
        ("„http://a.de/x“!", {"http://a.de/x": "http://a.de/x"}),
        (
            "http://a.de und http://b.de",
            {"http://a.de": "http://a.de/", "http://b.de": "http://b.de/"},
        ),
        ("http://müller.de/ä", {"http://müller.de/ä": "http://xn--mller-kva.de/%C3%A4"}),
        ("http://localhost:8080/x", {"http://localhost:8080/x": "http://localhost:8080/x"}),
        ("http://intern", {}),
        ("http://", {}),
        ("xhttps://a.de", {}),
        ("javascript://a.de/%0aalert(1)", {}),
        ("http://a.de/\u202egnp.exe", {"http://a.de/": "http://a.de/"}),
        ('http://a.de/"onclick="x', {"http://a.de/": "http://a.de/"}),
        ("http://a.de/<b>", {"http://a.de/": "http://a.de/"}),
    ],
)
def test_web_addresses_are_found_and_nothing_of_the_text_is_lost(
    laboratory: Laboratory, text: str, links: dict[str, str]
) -> None:
    found = laboratory.run(
        'const { pieces } = await load("linkify.js"); return pieces(values.text);', text=text
    )
    assert "".join(piece["text"] for piece in found) == text
    hrefs = {piece["text"]: piece["href"] for piece in found if "href" in piece}
    assert hrefs == links


@pytest.mark.parametrize("text", ["http://a.de/" + "(" * 9000, "www." * 2500, "http://" * 1400])
def test_long_texts_do_not_hold_up_the_page(laboratory: Laboratory, text: str) -> None:
    parts = laboratory.run(
        'const { pieces } = await load("linkify.js"); return pieces(values.text);', text=text
    )
    assert "".join(part["text"] for part in parts) == text


@pytest.mark.parametrize(
    ("previous", "following", "goes_on"),
    [
        (("customer", "Max", "10:00:00"), ("customer", "Max", "10:04:59"), True),
        (("customer", "Max", "10:00:00"), ("customer", "Max", "10:05:00"), False),
        (("customer", "Max", "10:00:00"), ("technician", "Max", "10:00:01"), False),
        (("technician", "Anna", "10:00:00"), ("technician", "Bert", "10:00:01"), False),
        (("customer", "Max", "22:59:00"), ("customer", "Max", "23:01:00"), False),
        (("customer", "Max", "10:00:00"), (None, None, "10:00:01"), False),
    ],
)
def test_messages_in_a_row_belong_together(
    laboratory: Laboratory,
    previous: tuple[str, str, str],
    following: tuple[str, str, str],
    goes_on: bool,
) -> None:
    def entry(role: str, name: str, clock: str) -> dict[str, object]:
        author = {"role": role, "name": name} if role else None
        return {"author": author, "at": f"2026-11-25T{clock}Z"}

    assert goes_on == laboratory.run(
        """const { continues } = await load("grouping.js");
        return continues(values.previous, values.following);""",
        previous=entry(*previous),
        following=entry(*following),
    )


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("", ""),
        ("1", "1"),
        ("123", "123"),
        ("1234", "123 4"),
        ("123456789", "123 456 789"),
        ("123-456-789", "123 456 789"),
        (" 123  456\t789 ", "123 456 789"),
        ("123\u00a0456\u202f789", "123 456 789"),
        ("123–456—789", "123 456 789"),
        ("１２３４５６７８９", "123 456 789"),
        ("١٢٣٤٥٦٧٨٩", "123 456 789"),
        ("1234567890", "123 456 789 0"),
        ("12a", "12a"),
        ("https://example.com/j#x", "https://example.com/j#x"),
    ],
)
def test_keys_are_shown_in_threes(laboratory: Laboratory, typed: str, shown: str) -> None:
    assert shown == laboratory.run(
        'const { grouped } = await load("key_field.js"); return grouped(values.typed);', typed=typed
    )


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ihr Schlüssel: 123 456 789", "123456789"),
        ("Ihr Schlüssel lautet 123-456-789. 5 Minuten hat er noch.", "123456789"),
        ("123 456 789\n2 Fragen habe ich noch", "123456789"),
        ("Schlüssel 123.456.789, Telefon +49 151 23456789", "123456789"),
        ("Schlüssel １２３ ４５６ ７８９", "123456789"),
        ("123456789 oder 987654321", None),
        ("Kundennummer 1234567890", None),
        ("12345678o", None),
        ("", None),
    ],
)
def test_a_key_is_found_in_a_text_that_has_only_one(
    laboratory: Laboratory, text: str, key: str | None
) -> None:
    assert key == laboratory.run(
        'const { keyIn } = await load("key_field.js"); return keyIn(values.text);', text=text
    )


def test_digits_of_every_script_are_digits(laboratory: Laboratory) -> None:
    """As far as this browser knows the script: Unicode gets new ones."""
    digits = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"]
    read = laboratory.run(
        """const { keyIn } = await load("key_field.js");
        return values.digits.map((one) => /\\p{Nd}/u.test(one) ? keyIn(one.repeat(9)) : null);""",
        digits=digits,
    )
    for digit, key in zip(digits, read, strict=True):
        assert key in (None, str(unicodedata.decimal(digit)) * 9), hex(ord(digit))
    assert sum(key is not None for key in read) > 600


@pytest.mark.parametrize(
    ("at", "day"),
    [
        ("2026-11-25T22:59:00Z", "Heute"),
        ("2026-11-24T23:01:00Z", "Heute"),
        ("2026-11-24T22:59:00Z", "Gestern"),
        ("2026-11-20T12:00:00Z", "Freitag, 20. November"),
    ],
)
def test_days_have_names_where_the_reader_is(laboratory: Laboratory, at: str, day: str) -> None:
    assert day == laboratory.run(
        """const { dayOf } = await load("clock.js");
        return dayOf(values.at, new Date("2026-11-25T12:00:00Z"));""",
        at=at,
    )


def test_names_for_messages_are_random_uuids(laboratory: Laboratory) -> None:
    names = laboratory.run(
        'const { uuid } = await load("uuid.js"); return Array.from({ length: 100 }, uuid);'
    )
    assert len(set(names)) == 100
    assert {uuid.UUID(name).version for name in names} == {4}
    assert all(re.fullmatch(r"[0-9a-f-]{36}", name) for name in names)


def test_typing_is_told_at_most_every_three_seconds_and_anew_after_a_message(
    laboratory: Laboratory,
) -> None:
    told = laboratory.run(
        """const { TypingSignal } = await load("typing.js");
        const told = [];
        let now;
        const signal = new TypingSignal(() => told.push(now) > 0);
        for (now of [10000, 11000, 12999, 13000, 14000]) signal.typed(now);
        signal.done();
        signal.typed((now = 14500));
        return told;"""
    )
    assert told == [10000, 13000, 14500]
