"""What the server does in a second, beside plain flask-sock. `python -m bench` measures."""
