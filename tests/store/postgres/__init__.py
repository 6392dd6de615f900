"""What only a database has: several processes at once, and connections that get lost."""
