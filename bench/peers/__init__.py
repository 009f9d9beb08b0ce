"""What the server is measured against, each as its own documentation would have it."""
