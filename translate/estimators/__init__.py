"""A unit goes in; the effort that editing it will take comes out (0–100), before anybody has read it."""
