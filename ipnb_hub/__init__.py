"""The wiring of the hub: settings, addresses, commands, and whatever sees all apps at once."""
