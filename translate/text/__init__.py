"""Text in, text out, no input or output: what all parts share about English and Arabic strings."""
