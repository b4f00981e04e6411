"""Questions in the chat for the customers that a colleague knows."""
