"""What the street knows, pure: records, their rules, and what of them may go out today."""
