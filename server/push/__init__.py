"""Web Push: tells technicians by their browser's push service while the console is closed."""
