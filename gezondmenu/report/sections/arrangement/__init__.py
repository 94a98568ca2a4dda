"""The arrangements that pay for what happens in an area, on the page of that area."""
