"""What an interview is and how it changes: pure code, no I/O, no Flask, no TinyDB."""
