from django.test import TestCase


class TestBook(TestCase):
    def test_shows_who_was_there(self):
        self.assertContains(self.client.get("/", {"name": "Ada"}), "<li>Ada</li>")

    def test_names_the_collected_style(self):
        self.assertContains(self.client.get("/"), "/static/guestbook/style.")
