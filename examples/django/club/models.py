from django.conf import settings
from django.db import models


class Note(models.Model):
    """Something that a member wrote down for nobody else."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    text = models.CharField(max_length=200)
