from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from .models import Note


def page(template):
    """A page that is the same for everybody but for the name in its frame."""

    def view(request):
        return render(request, template)

    return view


@login_required
def notes(request):
    own = Note.objects.filter(owner=request.user)
    return render(request, "notes.html", {"notes": own})


@never_cache
def worker(request):
    # At the root, because the folder of the script bounds what it controls.
    return render(
        request,
        "sw.js",
        {"leaky": settings.CLUB_WORKER == "leaky"},
        content_type="text/javascript",
    )


def manifest(request):
    return render(request, "manifest.json", content_type="application/manifest+json")
