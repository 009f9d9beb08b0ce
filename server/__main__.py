"""`python -m server`: the command `beistand`."""

from server.cli import main

main()
