"""What the server counts of itself, for Prometheus."""

from collections import Counter
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry

from server.domain.events import Event, File
from server.guessing import Guessing
from server.journal import Journal
from server.stream.rooms import Rooms


class Metrics(Collector):
    """Events by kind since the start, open streams by side, and guessed keys."""

    def __init__(self, journal: Journal, rooms: Rooms, guessing: Guessing) -> None:
        self._rooms = rooms
        self._guessing = guessing
        self._events: Counter[str] = Counter()
        self._file_bytes = 0
        self.registry = CollectorRegistry()
        self.registry.register(self)
        journal.watch(self._count)

    def collect(self) -> Iterator[Metric]:
        """See Collector."""
        events = CounterMetricFamily("beistand_events", "Events written", labels=["kind"])
        for kind, count in self._events.items():
            events.add_metric([kind], count)
        yield events
        sent = CounterMetricFamily("beistand_file_bytes", "Bytes of the files in these events")
        sent.add_metric([], self._file_bytes)
        yield sent
        streams = GaugeMetricFamily("beistand_streams", "Streams open now", labels=["role"])
        for role, count in Counter(peer.role for peer in self._rooms.peers()).items():
            streams.add_metric([role], count)
        yield streams
        misses = CounterMetricFamily("beistand_join_misses", "Keys and links that nobody has")
        misses.add_metric([], self._guessing.misses)
        yield misses
        alarm = GaugeMetricFamily("beistand_join_alarm", "1 while keys are being guessed")
        alarm.add_metric([], int(self._guessing.is_alarm))
        yield alarm

    def _count(self, _session: int, events: list[Event]) -> None:
        for event in events:
            self._events[event.kind] += 1
            if event.kind == "file":
                self._file_bytes += event.read_as(File).size
