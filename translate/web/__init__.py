"""The desk in a browser, and the same as an interface for programs."""
