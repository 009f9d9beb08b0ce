"""Tests read as a specification of what people and programs notice."""
