"""A language model that writes prose over evidence; without one the program is complete."""
