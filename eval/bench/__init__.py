"""What Zhike costs: loading and retrieval as ratios within one run, and the server's memory."""
