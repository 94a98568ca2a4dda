"""What residents think."""
