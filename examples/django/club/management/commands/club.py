import os
import signal
import sys

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from club.models import Note

# Of the demo, so these passwords are no secrets.
MEMBERS = {
    "ada": ("lantern", "The spare key lies under the third stone."),
    "otto": ("candle", "Ask the doctor for the results on Monday."),
}


class Command(BaseCommand):
    help = "Make a database with two members in the folder CLUB_DATA, and serve the club."

    def add_arguments(self, parser):
        parser.add_argument("address", nargs="?", default="127.0.0.1:8000")

    def handle(self, address, **options):
        if not os.environ.get("CLUB_DATA"):
            raise CommandError("CLUB_DATA is not set\nhint: start the demo with ./serve.sh")
        # Whoever stops the demo asks it to end; then the folder can be removed.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        call_command("migrate", verbosity=0, run_syncdb=True)
        for name, (password, note) in MEMBERS.items():
            member = get_user_model().objects.create_user(name, password=password)
            Note.objects.create(owner=member, text=note)
        call_command("runserver", address, use_reloader=False)
