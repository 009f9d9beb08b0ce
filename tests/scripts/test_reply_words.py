"""`console/reply_words.js`: canned replies are found by any word of them, and name people."""

import pytest

from tests.scripts.laboratory import Laboratory

REPLIES = [
    {"shortcut": "abschied", "text": "Schöne Grüße, bis bald"},
    {"shortcut": "grüße", "text": "Mit freundlichem Gruß"},
    {"shortcut": "tee-pause", "text": "Ich bin um 15 Uhr zurück."},
]


@pytest.mark.parametrize(
    ("query", "shortcuts"),
    [
        ("", ["abschied", "grüße", "tee-pause"]),
        ("grüße", ["grüße", "abschied"]),
        ("GRUESSE", ["grüße", "abschied"]),
        ("grusse", ["grüße", "abschied"]),
        ("gru\u0308ße", ["grüße", "abschied"]),
        ("pause", ["tee-pause"]),
        ("15 uhr", ["tee-pause"]),
        ("zuruck", ["tee-pause"]),
        (" tee ", ["tee-pause"]),
        (".*", []),
    ],
)
def test_they_are_found_whatever_the_spelling(
    laboratory: Laboratory, query: str, shortcuts: list[str]
) -> None:
    found = laboratory.run(
        """const { found } = await load("console/reply_words.js");
        return found(values.replies, values.query).map(({ shortcut }) => shortcut);""",
        replies=REPLIES,
        query=query,
    )
    assert found == shortcuts


@pytest.mark.parametrize(
    ("text", "customer", "said"),
    [
        ("Hallo {kunde}, ich bin {techniker}.", "Max", "Hallo Max, ich bin Anna."),
        ("Hello {Customer}, {technician} here.", "Max", "Hello Max, Anna here."),
        ("Guten Tag {kunde}, gern.", "", "Guten Tag, gern."),
        ("{anderes} {} {kunde", "Max", "{anderes} {} {kunde"),
        ("{kunde}", "$& {techniker} <b>", "$& {techniker} <b>"),
    ],
)
def test_names_are_filled_in_once(
    laboratory: Laboratory, text: str, customer: str, said: str
) -> None:
    assert said == laboratory.run(
        """const { filled } = await load("console/reply_words.js");
        return filled(values.text, { customer: values.customer, technician: "Anna" });""",
        text=text,
        customer=customer,
    )
