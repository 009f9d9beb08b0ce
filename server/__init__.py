"""Beistand: the server of a self-hosted, chat-first remote support."""

__version__ = "0.1.0"
