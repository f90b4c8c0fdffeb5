"""Names, certificates and connections."""
import http.client
import http.server
import os
import pathlib
import socket
import ssl
import threading

from checking import check

# Key and certificate of a server on localhost that no authority has signed, valid until 2126: `openssl req -x509`.
CERTIFICATE = pathlib.Path(__file__).resolve().parent / "localhost.pem"


class Quiet(http.server.BaseHTTPRequestHandler):
    """Answers 501 to everything and logs nothing."""

    def log_message(self, *_):
        pass


@check
def https_verified():
    import requests

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    server = http.server.HTTPServer(("127.0.0.1", 0), Quiet)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"https://localhost:{server.server_port}/"
    assert requests.get(address, verify=str(CERTIFICATE), timeout=10).status_code == 501
    for verified in (True, None):
        try:
            requests.get(address, verify=verified, timeout=10)
        except requests.exceptions.SSLError:
            continue
        raise AssertionError("a certificate of an unknown authority was accepted")
    connection = http.client.HTTPSConnection("localhost", server.server_port, context=ssl.create_default_context(cafile=CERTIFICATE))
    connection.request("GET", "/")
    assert connection.getresponse().status == 501
    server.shutdown()


@check
def authorities():
    assert ssl.create_default_context().cert_store_stats()["x509_ca"] > 50
    assert len(ssl.create_default_context().get_ciphers()) > 5
    if os.environ.get("ACCEPTANCE_URL"):
        import urllib.request

        assert urllib.request.urlopen(os.environ["ACCEPTANCE_URL"], timeout=30).status == 200


@check
def names():
    assert ("127.0.0.1", 80) in [entry[4][:2] for entry in socket.getaddrinfo("localhost", 80)]
    try:
        socket.getaddrinfo("does-not-exist.invalid", 80)
    except socket.gaierror:
        pass
    if os.path.exists("/etc/services"):  # the official images have it
        assert socket.getservbyname("https") == 443
