"""Made-up studies with a known truth, and the example study."""
