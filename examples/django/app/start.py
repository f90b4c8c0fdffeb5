"""Brings the database up to date, then serves: python start.py <port>"""
import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(["manage.py", "migrate", "--no-input"])
    bind = f"0.0.0.0:{sys.argv[1]}"
    # Workers tell gunicorn that they live by touching a file: in memory, that never waits for a disk.
    words = ["gunicorn", "--bind", bind, "--workers", "2", "--worker-tmp-dir", "/dev/shm", "site_settings.wsgi"]
    os.execvp(words[0], words)
