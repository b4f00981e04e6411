"""Questions in the chat for what the parts of a customer's page tell."""
