from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from guestbook.models import Entry


def book(request: HttpRequest) -> HttpResponse:
    """Write down the guest's name, if one is given, and show all."""
    name = request.GET.get("name")
    if name:
        Entry.objects.create(name=name[:80])
    return render(request, "guestbook.html", {"entries": Entry.objects.order_by("written")})
