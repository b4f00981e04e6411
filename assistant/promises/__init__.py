"""What was promised or is due, as sentences of records say it, in Chinese and English."""
