"""The search: what is written for the browser to look in."""
