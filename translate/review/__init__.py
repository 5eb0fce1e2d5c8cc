"""What happens to a unit between draft and edition: states, claims, post-edits, effort. Every right is checked here."""
