"""People and works: recommended or cited; citation notes in text."""
