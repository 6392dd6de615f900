"""The same app inside a tablet's browser: what is built for it, and what calls it there."""
