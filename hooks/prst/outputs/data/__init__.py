"""What is published for programs: exports, feeds, descriptions."""
