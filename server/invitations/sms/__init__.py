"""Invitations by SMS: whom to, what they say, through which gateway, and how many may be sent."""
