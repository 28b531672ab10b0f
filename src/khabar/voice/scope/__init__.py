"""What stands over an event in its sentence: the walk from its word up the tree, and what each word passed does."""
