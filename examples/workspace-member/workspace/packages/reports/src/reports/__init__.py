"""What the bookkeepers see."""
