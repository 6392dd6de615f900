"""Looks at an installation as a tablet and a disk see it, and names each thing to mend."""

from __future__ import annotations
