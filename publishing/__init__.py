"""What all content shares: states, addresses, versions, changes, Markdown to safe HTML."""
