"""The screen as pictures: taken, compared, encoded, and sent no faster than they are seen."""
