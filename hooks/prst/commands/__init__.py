"""One module for each word of `prst`: `run` does it and gives the exit code."""
