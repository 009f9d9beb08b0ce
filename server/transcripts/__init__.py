"""What was said and done in a session, written down: on a page, as HTML, text or JSON."""
