"""Spreadsheets of others: bytes to proposed records."""
