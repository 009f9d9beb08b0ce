"""Beistand: the server of a self-hosted, chat-first remote support."""
