"""The map of the ideas: what the content names, drawn and told."""
