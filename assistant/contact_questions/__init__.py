"""Questions in the chat for what somebody at a customer said or asked for."""
