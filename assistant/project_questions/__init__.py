"""Questions in the chat for past projects and what they taught."""
