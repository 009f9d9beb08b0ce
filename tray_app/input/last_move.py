"""Where the remote hands put the pointer last, for systems that do not say who moved it."""


class LastMove:
    """The place of the last move that was sent; None before the first."""

    def __init__(self) -> None:
        self.place: tuple[int, int] | None = None


LAST_MOVE = LastMove()
