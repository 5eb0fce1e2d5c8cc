"""One file a command group: parse, call a function that anyone can call, print."""
