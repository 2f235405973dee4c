"""Catalogues of partners: bytes to copies."""
