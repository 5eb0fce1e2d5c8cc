"""An edition as a newsroom shows it: its house, its templates, its runs of text in their directions, its parcels of files."""
