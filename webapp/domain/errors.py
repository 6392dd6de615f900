"""What can go wrong in the domain. `webapp.errors` turns each into words for the reader."""

from __future__ import annotations


class DomainError(Exception):
    """Anything the domain refuses."""


class InvalidChange(DomainError):
    """A change that is not one: a part is missing or has the wrong type."""


class ConflictingChange(DomainError):
    """The same `(replica, seq)` with other content: that sender must take a new replica id."""


class UnknownThing(DomainError):
    """An entity, field or key that does not exist in this interview."""


class InvalidValue(DomainError):
    """A value that its field cannot hold; `reason` is a message for the reader.

    `reason` is a `Message` (see `webapp.messages`) or a plain string.
    """

    def __init__(self, reason: object) -> None:
        super().__init__(str(reason))
        self.reason = reason


class NotAllowed(DomainError):
    """Something that whoever holds the tablet may not do now."""
