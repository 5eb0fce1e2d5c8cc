"""A function and items go in; results come out, from this machine's cores or from a cluster."""
