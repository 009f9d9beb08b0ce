"""What is kept beside the log: its tables, migrations and queries by noun."""
