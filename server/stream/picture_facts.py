"""What there is to know of a picture beside its pixels, kept for who begins to look later."""

from collections.abc import Iterator

import msgspec

from server.domain.desk_frames import ConditionFrame, CursorFrame, SourcesFrame

Fact = SourcesFrame | CursorFrame | ConditionFrame


class PictureFacts:
    """The newest fact on each subject; a condition counts as long as it lasts."""

    __slots__ = ("_newest",)

    def __init__(self) -> None:
        self._newest: dict[str, Fact] = {}

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._newest.values())

    def have(self, fact: Fact) -> bool:
        """Whether it was said already: nobody needs to hear it again."""
        if isinstance(fact, ConditionFrame):
            return fact.on == self.has_condition(fact.name)
        return isinstance(fact, SourcesFrame) and self._newest.get("sources") == fact

    def has_condition(self, name: str) -> bool:
        """Whether this stands in the way of the picture."""
        return name in self._newest

    def keep(self, fact: Fact) -> None:
        """Remember it in place of what was known on its subject."""
        if isinstance(fact, SourcesFrame):
            self._newest["sources"] = fact
        elif isinstance(fact, CursorFrame):
            known = self._newest.get("cursor")
            shape = fact.shape or (known.shape if isinstance(known, CursorFrame) else None)
            self._newest["cursor"] = msgspec.structs.replace(fact, shape=shape)
        elif fact.on:
            self._newest[fact.name] = fact
        else:
            self._newest.pop(fact.name, None)

    def clear(self) -> None:
        """Forget all of it: the picture is over."""
        self._newest.clear()
