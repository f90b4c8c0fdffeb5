"""What programs do with packages for services and documents that pruning and stripping could hurt."""
from checking import check


@check
def lxml():
    from lxml import etree, html, objectify

    text = '<?xml version="1.0" encoding="{}"?><a><b c="1">\xe4</b></a>'
    for encoding in ("utf-8", "iso-8859-1", "windows-1252", "iso-8859-2"):
        assert etree.fromstring(text.format(encoding).encode(encoding)).xpath("string(/a/b)") == "\xe4", encoding
    sheet = etree.XSLT(etree.XML(
        '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
        '<xsl:template match="/"><c/></xsl:template></xsl:stylesheet>'))  # fmt: skip
    assert sheet(etree.XML("<a/>")).getroot().tag == "c"
    assert html.fromstring("<p>x<br>y").text_content() == "xy" and objectify.fromstring("<a><b>1</b></a>").b == 1
    from lxml import isoschematron

    assert isoschematron.Schematron


@check
def cryptography():
    from cryptography import x509  # noqa: F401
    from cryptography.fernet import Fernet
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, rsa

    fernet = Fernet(Fernet.generate_key())
    assert fernet.decrypt(fernet.encrypt(b"x")) == b"x"
    key = ec.generate_private_key(ec.SECP256R1())
    key.public_key().verify(key.sign(b"x", ec.ECDSA(hashes.SHA256())), b"x", ec.ECDSA(hashes.SHA256()))
    assert rsa.generate_private_key(65537, 2048).key_size == 2048


@check
def psycopg():
    import psycopg

    assert psycopg.pq.version() > 100000 and psycopg.pq.__impl__ == "binary"
    try:
        psycopg.connect("host=127.0.0.1 port=1 user=x connect_timeout=2 sslmode=prefer")
    except psycopg.OperationalError as error:
        assert "refused" in str(error), error


@check
def flask():
    import flask

    app = flask.Flask("x")
    app.add_url_rule("/", view_func=lambda: flask.render_template_string("{{ 1 + 1 }}"))
    assert app.test_client().get("/").data == b"2"


@check
def fastapi():
    import threading
    import time
    import urllib.request

    import fastapi
    import uvicorn

    app = fastapi.FastAPI()

    @app.get("/{number}")
    def twice(number: int):
        return number * 2

    server = uvicorn.Server(uvicorn.Config(app, port=8765, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    for _ in range(100):
        time.sleep(0.1)
        if server.started:
            break
    assert urllib.request.urlopen("http://127.0.0.1:8765/21").read() == b"42"
    assert "paths" in app.openapi()


@check
def django():
    import django
    import django.test
    from django.conf import settings

    settings.configure(
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions", "django.contrib.admin"],
        ROOT_URLCONF="django.contrib.auth.urls", SECRET_KEY="x", ALLOWED_HOSTS=["*"], USE_I18N=True,
    )  # fmt: skip
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.contrib.auth.models import User

    assert User.objects.create_user("x").pk == 1
    assert django.test.Client().get("/none").status_code == 404
    from django.utils import translation

    with translation.override("en-gb"):
        assert translation.gettext("yes") == "yes"


@check
def sqlalchemy():
    import sqlalchemy

    engine = sqlalchemy.create_engine("sqlite://")
    with engine.connect() as connection:
        assert connection.execute(sqlalchemy.text("select 41 + 1")).scalar() == 42


@check
def babel():
    from babel.dates import format_date
    from babel.numbers import format_decimal

    assert format_decimal(1234.5, locale="en_GB") == "1,234.5"
    assert format_date(__import__("datetime").date(2026, 1, 2), locale="en_US") == "Jan 2, 2026"


@check
def boto3():
    import boto3

    client = boto3.client("s3", region_name="eu-west-1", aws_access_key_id="x", aws_secret_access_key="y")
    assert "https://" in client.generate_presigned_url("get_object", {"Bucket": "b", "Key": "k"})


@check
def grpc():
    import grpc

    grpc.server(__import__("concurrent.futures").futures.ThreadPoolExecutor(1)).add_insecure_port("127.0.0.1:0")


@check
def dash():
    import dash

    app = dash.Dash()
    app.layout = dash.html.Div([dash.dcc.Graph(), dash.dash_table.DataTable()])
    assert app.server.test_client().get("/").status_code == 200
    assert app.server.test_client().get("/_dash-layout").status_code == 200


@check
def bokeh():
    from bokeh.embed import file_html
    from bokeh.plotting import figure
    from bokeh.resources import INLINE

    plot = figure()
    plot.line([1, 2], [3, 4])
    assert len(file_html(plot, INLINE)) > 100_000
