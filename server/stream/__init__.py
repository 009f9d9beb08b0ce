"""The live side: sockets, rooms, and the way of a frame from a client into the log and out."""
