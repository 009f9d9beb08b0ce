"""This computer's part in a session: what the customer allows the technician to see and do here."""
