"""The HTTP door: JSON and server-sent events over the application, and the page itself."""
