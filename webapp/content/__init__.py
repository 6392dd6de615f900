"""What is built in: lists of things with their messages, no behaviour."""
