"""Who someone is: technicians by password and token, customers by their session's token."""
