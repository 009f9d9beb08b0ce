"""Pure rules of a support session: no Flask, no I/O, no clock of its own."""
