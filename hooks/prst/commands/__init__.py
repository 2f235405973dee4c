"""One module for each word of `prst`."""
