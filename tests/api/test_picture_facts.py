"""What there is to know of a picture beside its pixels: monitors, pointer, conditions."""

from tests.api.conftest import Talk
from tests.api.shared import Shared, refusal_of


def test_who_watches_later_hears_of_monitors_pointer_and_conditions(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    sources = [{"id": 0, "name": "Dell", "width": 2560, "height": 1440}]
    shape = {"png": "aGFsbG8=", "hot_x": 1, "hot_y": 2, "width": 24, "height": 24}
    app.send(type="sources", request=request, sources=sources)
    app.send(type="cursor", request=request, source=0, x=0.5, y=0.25, shape=shape)
    app.send(type="cursor", request=request, source=0, x=0.75, y=0.25)
    app.send(type="condition", request=request, name="locked", on=True)
    app.send(type="condition", request=request, name="elevated", on=True)
    app.send(type="condition", request=request, name="elevated", on=False)
    app.catch_up()
    assert len(anna.catch_up().got("condition")) == 3
    later = talk.technician()
    later.send(type="watch", request=request, codecs=["vp8"])
    later.catch_up()
    assert later.got("sources")[-1]["sources"] == sources
    (cursor,) = later.got("cursor")
    assert (cursor["x"], cursor["shape"]) == (0.75, shape)
    assert [(c["name"], c["on"]) for c in later.got("condition")] == [("locked", True)]
    assert not kunde.catch_up().got("cursor"), "the customer has a pointer of their own"


def test_the_connection_of_the_sharer_is_for_the_server_to_judge(shared: Shared) -> None:
    shared.kunde.send(type="condition", request=shared.request, name="lost", on=True)
    assert refusal_of(shared.kunde) == "invalid_frame"
    assert not shared.anna.catch_up().got("condition")


def test_what_was_said_of_the_screen_is_not_said_again(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    monitors = [{"id": number, "name": "Monitor" * 14, "width": 1920, "height": 1080}
                for number in range(64)]  # fmt: skip
    for _again in range(3):
        app.send(type="sources", request=request, sources=monitors)
        app.send(type="condition", request=request, name="locked", on=True)
    app.catch_up()
    anna.catch_up()
    assert len(anna.got("sources")) == len(anna.got("condition")) == 1


def test_a_flood_about_the_screen_leaves_the_technicians_stream_open(talk: Talk) -> None:
    anna, kunde, app = talk.technician(), talk.customer(), talk.helper()
    request = talk.grant("control", anna, kunde)
    app.decide("share", request=request, source="helper")
    for turn in range(200):
        monitors = [{"id": number, "name": f"{turn}" * 20, "width": 1920, "height": 1080}
                    for number in range(64)]  # fmt: skip
        app.send(type="sources", request=request, sources=monitors)
    assert app.wait("error")["code"] == "input_too_fast"
    anna.say("Es geht weiter")
    assert kunde.wait("event", kind="message")
    assert len(anna.catch_up().got("sources")) < 100


def test_a_technician_says_nothing_of_the_customers_screen(shared: Shared) -> None:
    shared.anna.send(type="condition", request=shared.request, name="locked", on=True)
    assert refusal_of(shared.anna) == "not_granted"
