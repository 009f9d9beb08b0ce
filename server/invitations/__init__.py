"""The ways in which a technician invites: text messages and QR codes. Links need no server."""
