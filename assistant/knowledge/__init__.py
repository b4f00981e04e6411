"""What the company knows, as far as the asker may see: topics, kinds of knowledge, gaps, and who carries what."""
