"""What can be derived from a Catalogue."""
