"""Catalogue PRST: structured records of prevention deliverables become a searchable static site."""

__version__ = "0.1.0"
