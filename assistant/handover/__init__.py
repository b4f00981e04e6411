"""What somebody who leaves or changes hands over, and to whom."""
