"""What the command line does, wherever it runs: in its own process or in the server's."""
