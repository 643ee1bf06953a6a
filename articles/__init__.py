"""Articles with their claims, and practice outlines with their steps."""
