"""Logs for people who run the server: one JSON object a line on standard error."""

import sys

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
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
