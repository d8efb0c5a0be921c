"""What has changed since the pages were baked."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """A table that pages show was written to; the row is written by a trigger, in the same transaction.

    It goes when readers no longer get pages from before it, so a process that dies in between forgets nothing.
    """

    table = models.CharField(max_length=63)
    #: Whether readers may have the page from before until it is baked anew.
    can_wait = models.BooleanField()
    #: PostgreSQL's number of the transaction, so that one leaves one row for each table; 0 on SQLite.
    transaction = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return self.table
