"""`beistand` whose minutes are seconds: `python -m tests.impatient_server serve`.

Nobody can set how long a customer has to answer, and when a side counts as gone; so tests of time
start this program, which changes the rules' constants before anything else reads them.
"""

ANSWER_SECONDS, PAGE_CLOSED, SHARE_LOST, GONE = 5.0, 2.0, 2.0, 5.0
CODE_SECONDS = 2.0
PUSH_PAUSES = (0.1, 0.1, 0.1)

if __name__ == "__main__":
    from server.domain import asking

    asking.ANSWER_MILLISECONDS = round(ANSWER_SECONDS * 1000)
    asking.PAGE_CLOSED, asking.SHARE_LOST, asking.GONE = PAGE_CLOSED, SHARE_LOST, GONE

    from server import attaching
    from server.cli import main
    from server.push import lanes

    lanes.PAUSES = PUSH_PAUSES
    attaching.CODE_MILLISECONDS = round(CODE_SECONDS * 1000)
    main()
