"""Promises, requests and days to come, as records say them."""
