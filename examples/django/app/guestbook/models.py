from django.db import models


class Entry(models.Model):
    """What a guest has written."""

    name = models.CharField(max_length=80)
    written = models.DateTimeField(auto_now_add=True)
