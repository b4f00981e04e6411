"""A customer from every side: who they are, what was dealt with them, what is open, what they are worth."""
