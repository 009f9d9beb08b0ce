"""Pictures of a customer's screen: how smooth, how late, at what cost, beside x11vnc and noVNC."""
