"""Logs for people who run the server: one JSON object a line on standard error."""

import sys
from contextlib import suppress

import structlog


def set_up_logs() -> None:
    """Log as JSON; nothing that a customer or technician wrote is ever in a line."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=_Undisturbed()),  # type: ignore[arg-type]
        cache_logger_on_first_use=True,
    )


class _Undisturbed:
    """Standard error, less the lines that it can't take (disk full, reader gone).

    Logging must never stop what it tells of, least of all the thread that writes the journal.
    """

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.stderr.flush()
