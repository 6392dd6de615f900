"""The server's seal on a PDF (PAdES): made and judged. Nothing of it is on a tablet."""
