"""What the domain says when something may not happen."""


class Refusal(Exception):
    """A refused act: a stable `code` for programs and the facts a sentence about it needs.

    `server/problems.py` has its words in the reader's language, for a problem+json answer, an
    `error` frame or a page.
    """

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts
