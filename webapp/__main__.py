"""`python -m webapp` is `onthaal`."""

from webapp.command import main

main()
