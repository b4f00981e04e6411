"""Tells what each chunk is to the company and its customers: about them, for them, from them or made with them."""
