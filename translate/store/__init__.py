"""The only package that speaks to a database: articles, units, history, memory, jobs go in and come out as plain values."""
