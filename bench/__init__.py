"""Measurements of the server beside plain flask-sock. `python -m bench` writes docs/benchmarks.md."""
