"""Files: how they arrive, what is checked of them, and where their bytes lie."""
