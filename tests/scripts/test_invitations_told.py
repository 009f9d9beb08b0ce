"""`console/invitations_told.js`: the life of invitations, from the log alone."""

from typing import Any

from tests.scripts.laboratory import Laboratory

TELL = """
const { InvitationsTold } = await load("console/invitations_told.js");
const told = new InvitationsTold();
for (const event of values.events) told.hear({ at: "2026-11-25T10:32:00.000Z", ...event });
return [told.nextSms, told.rows.map(({ name, isDead, number, steps }) =>
  [name, isDead, number, steps.map(({ step }) => step)])];
"""


def invited(seq: int, name: str, step: str, **more: Any) -> dict[str, Any]:
    way = "sms" if name.startswith("s") else name
    body = {"invitation": name, "way": way, "step": step} | more
    return {"seq": seq, "kind": "invited", "body": body}


def test_each_invitation_has_a_row_with_its_steps(laboratory: Laboratory) -> None:
    events = [
        {"seq": 1, "kind": "created", "body": {}},
        invited(2, "s1", "failed", number="+49 151 ••••78", reason="nein"),
        invited(3, "s2", "sent", number="+49 151 ••••78"),
        {"seq": 4, "kind": "hidden"},
        invited(5, "s2", "opened"),
        {"seq": 6, "kind": "joined", "body": {"way": "link", "invitation": "s2"}},
        {"seq": 7, "kind": "waiting", "body": {"way": "key"}},
        {"seq": 8, "kind": "admitted", "body": {"waiting": 7, "name": "Kunde"}},
        {"seq": 9, "kind": "waiting", "body": {"way": "link", "invitation": "mail"}},
        {"seq": 10, "kind": "refused", "body": {"waiting": 9, "name": "Kunde"}},
    ]
    assert laboratory.run(TELL, events=events) == [
        "s3",
        [
            ["s1", False, "+49 151 ••••78", ["failed"]],
            ["s2", False, "+49 151 ••••78", ["sent", "opened", "joined"]],
            ["key", False, None, ["waiting", "joined"]],
            ["mail", False, None, ["waiting", "refused"]],
        ],
    ]


def test_withdrawn_ones_are_dead_and_their_names_begin_anew(laboratory: Laboratory) -> None:
    events = [
        invited(2, "mail", "opened"),
        {"seq": 3, "kind": "invited", "body": {"invitation": "key", "step": "renewed"}},
        invited(4, "mail", "opened"),
    ]
    assert laboratory.run(TELL, events=events)[1] == [
        ["mail", True, None, ["opened"]],
        ["mail", False, None, ["opened"]],
    ]


def test_what_comes_late_or_twice_tells_the_same_story(laboratory: Laboratory) -> None:
    events = [
        invited(9, "s1", "opened"),
        {"seq": 10, "kind": "joined", "body": {"way": "link", "invitation": "s1"}},
        invited(2, "s1", "sent", number="+49 151 ••••78"),
        invited(9, "s1", "opened"),
    ]
    story = [["s1", False, "+49 151 ••••78", ["sent", "opened", "joined"]]]
    assert laboratory.run(TELL, events=events)[1] == story
