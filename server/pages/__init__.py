"""The pages that people open, one file for each place."""
