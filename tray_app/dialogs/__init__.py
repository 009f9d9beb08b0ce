"""The app's window, which runs in a process of its own so that two main loops never meet."""
