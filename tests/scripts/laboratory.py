"""A page to try modules in, with sockets and a clock that a test moves."""

from typing import Any

from playwright.sync_api import Page

SOCKETS = """
window.sockets = [];
window.WebSocket = class {
  static OPEN = 1;
  readyState = 1;
  sent = [];
  constructor(address) { this.address = address; sockets.push(this); }
  send(text) { this.sent.push(JSON.parse(text)); }
  close() { this.readyState = 3; }
};
const { Stream } = await load("stream.js");
window.stream = new Stream({ sessionId: "s", as: "customer", after: values.after });
window.told = [];
for (const type of ["event", "connection", "afresh", "ack", "welcome", "refused"])
  stream.on(type, (detail) => told.push([type, detail]));
stream.open();
"""


class Laboratory:
    """Runs JavaScript that asks for modules by `await load(name)` and for what it was given."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def run(self, body: str, **values: Any) -> Any:
        """What the body returns."""
        load = "const load = (name) => import(`/static/laboratory/js/${name}`);"
        return self.page.evaluate(f"async (values) => {{ {load} {body} }}", values)


class StreamLaboratory(Laboratory):
    """A stream whose server is the test."""

    def opens(self, after: int = 0) -> None:
        """The stream begins behind this event."""
        self.run(SOCKETS, after=after)

    def hears(self, frame_type: str, **facts: Any) -> None:
        """The server says this on the newest socket."""
        self.run(
            "sockets.at(-1).onmessage({ data: JSON.stringify(values.frame) });",
            frame={"type": frame_type} | facts,
        )

    def hears_welcome(self, last_seq: int, epoch: str = "e") -> None:
        """The server says hello."""
        self.hears("welcome", last_seq=last_seq, epoch=epoch)

    def hears_events(self, *seqs: int) -> None:
        """The server tells events."""
        for seq in seqs:
            self.hears("event", seq=seq)

    def loses_the_connection(self) -> None:
        """The newest socket closes after it had opened."""
        self.run(
            "const last = sockets.at(-1); last.onopen?.(); last.readyState = 3;last.onclose();"
        )

    def waits(self, seconds: float) -> None:
        """The clock goes on."""
        self.page.clock.run_for(int(seconds * 1000))

    def events(self) -> list[int]:
        """The events given to whoever listens."""
        return [detail["seq"] for detail in self.told("event")]

    def told(self, kind: str) -> list[Any]:
        """Everything of this kind given to whoever listens."""
        told: list[tuple[str, Any]] = self.page.evaluate("told")
        return [detail for told_kind, detail in told if told_kind == kind]

    def asked_after(self) -> list[int]:
        """The `after` of each connection so far."""
        addresses: list[str] = self.page.evaluate("sockets.map((one) => one.address)")
        return [int(address.partition("after=")[2].partition("&")[0]) for address in addresses]

    def sends(self, **frame: Any) -> bool:
        """Whether the frame left."""
        left: bool = self.run("return stream.send(values.frame);", frame=frame)
        return left
