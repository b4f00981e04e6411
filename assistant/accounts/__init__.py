"""Who may sign in and what they may do: accounts, roles, sessions, tokens, invitations."""
