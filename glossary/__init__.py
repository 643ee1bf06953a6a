"""Terms, their names and relations; links from text to terms."""
