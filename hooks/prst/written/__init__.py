"""What is wrong with the written pages of docs/, found without building the site."""
