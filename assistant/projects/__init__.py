"""Past projects: found from what many sources say of them, and what a reader learns from them."""
