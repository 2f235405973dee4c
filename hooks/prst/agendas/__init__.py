"""Strangers' calendars: bytes to copies."""
