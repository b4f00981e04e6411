"""A customer's page, part by part."""
