"""What the study counts besides: the user's own indicators."""
