from __future__ import annotations

import gzip
import ipaddress
import socket
import ssl
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from connectors.addresses import Resolve, allowed_addresses, is_public, may_be_private
from connectors.outbound import OutboundTransport, outbound_client
from ingest.errors import PermanentError, TransientError
from tests.connectors.served import redirect, send, served
from tests.waiting import PATIENCE_SECONDS


def client(*, allow_private: bool, limit_bytes: int = 1_000_000) -> httpx.Client:
    return outbound_client(
        allow_private=allow_private, timeout_seconds=PATIENCE_SECONDS, limit_bytes=limit_bytes
    )


def hello(to: BaseHTTPRequestHandler) -> None:
    send(to, b"hello")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f.1", "0"])
def test_this_machine_is_not_asked_unless_it_may_be(host: str) -> None:
    asked = []
    with served(lambda to: (asked.append(to.path), hello(to))[-1]) as port:
        with client(allow_private=False) as http, pytest.raises(PermanentError) as caught:
            http.get(f"http://{host}:{port}/")
        assert not asked
    assert host in str(caught.value)


def test_a_private_address_is_asked_where_the_settings_say_so() -> None:
    with served(hello) as port, client(allow_private=True) as http:
        assert http.get(f"http://127.0.0.1:{port}/").text == "hello"
        assert http.get(f"http://localhost:{port}/").text == "hello"


def test_a_refusal_names_the_setting() -> None:
    with client(allow_private=False) as http, pytest.raises(PermanentError) as caught:
        http.get("http://10.0.0.5/")
    assert "allow_private = true" in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "http://169.254.169.254/latest/meta-data",
        "http://[fe80::1]/",
        "http://224.0.0.1/",
        "http://0.0.0.0/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://255.255.255.255/",
    ],
)
def test_an_address_that_is_nobodys_server_is_refused_whatever_the_settings_say(
    address: str,
) -> None:
    with client(allow_private=True) as http, pytest.raises(PermanentError):
        http.get(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://localhost/", "gopher://localhost/"]
)
def test_other_schemes_are_refused(address: str) -> None:
    with (
        client(allow_private=True) as http,
        pytest.raises((PermanentError, httpx.UnsupportedProtocol)),
    ):
        http.get(address)


def test_a_redirect_is_checked_like_the_first_address() -> None:
    def away(to: BaseHTTPRequestHandler) -> None:
        redirect(to, "http://169.254.169.254/latest/meta-data")

    with served(away) as port, client(allow_private=True) as http:
        with pytest.raises(PermanentError) as caught:
            http.get(f"http://127.0.0.1:{port}/")
        assert "169.254.169.254" in str(caught.value)


def test_a_redirect_to_another_scheme_is_refused() -> None:
    with (
        served(lambda to: redirect(to, "file:///etc/passwd")) as port,
        client(allow_private=True) as http,
        pytest.raises((PermanentError, httpx.UnsupportedProtocol)),
    ):
        http.get(f"http://127.0.0.1:{port}/")


def test_a_redirect_that_is_allowed_is_followed_and_one_without_end_is_not() -> None:
    def once(to: BaseHTTPRequestHandler) -> None:
        if to.path == "/new":
            hello(to)
        else:
            redirect(to, "/new")

    with served(once) as port, client(allow_private=True) as http:
        assert http.get(f"http://127.0.0.1:{port}/old").text == "hello"
    with (
        served(lambda to: redirect(to, "/again")) as port,
        client(allow_private=True) as http,
        pytest.raises(httpx.TooManyRedirects),
    ):
        http.get(f"http://127.0.0.1:{port}/")


def test_a_name_that_means_a_private_address_too_is_refused() -> None:
    def both(_: str, __: int) -> Sequence[str]:
        return ("8.8.8.8", "127.0.0.1")

    with served(hello) as port, with_names(both, allow_private=False) as http:
        with pytest.raises(PermanentError) as caught:
            http.get(f"http://erp.example:{port}/")
        assert "127.0.0.1" in str(caught.value)


def test_the_address_that_was_checked_is_the_one_connected_to() -> None:
    answers = iter([("127.0.0.1",), ("169.254.169.254",)])
    asked = []

    def changing(host: str, _: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    with served(hello) as port, with_names(changing, allow_private=True) as http:
        assert http.get(f"http://erp.example:{port}/").text == "hello"
        assert asked == ["erp.example"]
    with with_names(changing, allow_private=True) as http, pytest.raises(PermanentError):
        http.get(f"http://erp.example:{port}/")


def test_the_next_address_of_a_name_is_tried_when_one_is_dead() -> None:
    def two(_: str, __: int) -> Sequence[str]:
        return ("127.0.0.2", "127.0.0.1")

    with served(hello) as port, with_names(two, allow_private=True) as http:
        assert http.get(f"http://erp.example:{port}/").text == "hello"


def test_an_answer_over_the_limit_is_given_up() -> None:
    with served(lambda to: send(to, b"x" * 3000)) as port:
        with client(allow_private=True, limit_bytes=3000) as http:
            assert len(http.get(f"http://127.0.0.1:{port}/").content) == 3000
        with client(allow_private=True, limit_bytes=2999) as http:
            with pytest.raises(PermanentError) as caught:
                http.get(f"http://127.0.0.1:{port}/")
            assert caught.value.reason == "too_large"


def test_a_packed_answer_is_unpacked_and_bounded_by_what_it_unpacks_to() -> None:
    def packed(to: BaseHTTPRequestHandler) -> None:
        size = int(to.path[1:])
        send(to, gzip.compress(b"x" * size), Content_Encoding="gzip")

    with served(packed) as port, client(allow_private=True) as http:
        assert http.get(f"http://127.0.0.1:{port}/90000").content == b"x" * 90_000
        with pytest.raises(PermanentError) as caught:
            http.get(f"http://127.0.0.1:{port}/50000000")
        assert caught.value.reason == "too_large"


@pytest.mark.parametrize(
    ("packing", "body", "error"),
    [
        ("br", b"x", PermanentError),
        ("gzip", b"no gzip", TransientError),
        ("gzip", gzip.compress(b"hello", mtime=0)[:-6], TransientError),
    ],
    ids=["unknown", "none", "cut"],
)
def test_a_packed_answer_that_cannot_be_unpacked_is_an_error(
    packing: str, body: bytes, error: type[Exception]
) -> None:
    with (
        served(lambda to: send(to, body, Content_Encoding=packing)) as port,
        client(allow_private=True) as http,
        pytest.raises(error),
    ):
        http.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("part", ["header", "body"])
def test_an_answer_that_trickles_is_given_up(part: str) -> None:
    def trickle(to: BaseHTTPRequestHandler) -> None:
        to.wfile.write(b"HTTP/1.1 200 OK\r\n")
        to.wfile.write(b"X-Long: " if part == "header" else b"Content-Length: 16\r\n\r\n")
        for _ in range(16):
            to.wfile.write(b"x")
            time.sleep(0.1)
        if part == "header":
            to.wfile.write(b"\r\nContent-Length: 0\r\n\r\n")

    def asked(timeout_seconds: float) -> httpx.Response:
        http = outbound_client(
            allow_private=True, timeout_seconds=timeout_seconds, limit_bytes=10_000
        )
        with served(trickle) as port, http:
            return http.get(f"http://127.0.0.1:{port}/")

    assert asked(PATIENCE_SECONDS).status_code == 200
    with pytest.raises(TransientError):
        asked(0.5)


def test_a_second_request_on_a_connection_has_its_own_time() -> None:
    seconds = 5.0  # far more than it takes this machine to say hello
    connections = set()
    http = outbound_client(allow_private=True, timeout_seconds=seconds, limit_bytes=10_000)
    with served(lambda to: (connections.add(to.client_address), hello(to))[-1]) as port, http:
        assert http.get(f"http://127.0.0.1:{port}/").text == "hello"
        time.sleep(seconds + 0.1)
        assert http.get(f"http://127.0.0.1:{port}/").text == "hello"
    assert len(connections) == 1


def test_a_host_that_is_not_there_may_be_there_later_and_one_without_a_name_never() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
        with client(allow_private=True) as http, pytest.raises(TransientError):
            http.get(f"http://127.0.0.1:{port}/")

    def nobody(_: str, __: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    with with_names(nobody, allow_private=True) as http, pytest.raises(PermanentError) as caught:
        http.get("http://erp.example/")
    assert "erp.example" in str(caught.value)


def test_a_certificate_must_be_of_the_name_that_was_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = certified("erp.example", tmp_path / "erp.pem")

    def here(_: str, __: int) -> Sequence[str]:
        return ("127.0.0.1",)

    with served(hello, tls=tls) as port:
        with with_names(here, allow_private=True) as http, pytest.raises(PermanentError) as caught:
            http.get(f"https://erp.example:{port}/")
        assert "SSL_CERT_FILE" in str(caught.value)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "erp.pem"))
        with with_names(here, allow_private=True) as http:
            assert http.get(f"https://erp.example:{port}/").text == "hello"
            with pytest.raises(PermanentError):
                http.get(f"https://other.example:{port}/")


@pytest.mark.parametrize(
    ("address", "public", "private"),
    [
        ("8.8.8.8", True, True),
        ("2606:4700::1111", True, True),
        ("10.1.2.3", False, True),
        ("192.168.0.1", False, True),
        ("100.64.0.1", False, True),
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("fd00::1", False, True),
        ("fec0::1", False, True),
        ("::ffff:10.0.0.1", False, True),
        ("2002:7f00:1::", False, True),
        ("64:ff9b::7f00:1", False, True),
        ("169.254.1.1", False, False),
        ("fe80::1", False, False),
        ("ff02::1", False, False),
        ("::", False, False),
        ("240.0.0.1", False, False),
    ],
)
def test_what_is_public_and_what_may_be_private(address: str, public: bool, private: bool) -> None:
    parsed = ipaddress.ip_address(address)
    assert (is_public(parsed), may_be_private(parsed)) == (public, private)


def test_a_name_with_several_public_addresses_keeps_them_in_order() -> None:
    def two(_: str, __: int) -> Sequence[str]:
        return ("1.1.1.1", "8.8.8.8")

    found = allowed_addresses("erp.example", 443, allow_private=False, resolve=two)
    assert found == ("1.1.1.1", "8.8.8.8")


def with_names(resolve: Resolve, *, allow_private: bool) -> httpx.Client:
    transport = OutboundTransport(
        allow_private=allow_private,
        timeout_seconds=PATIENCE_SECONDS,
        limit_bytes=1_000_000,
        resolve=resolve,
    )
    return httpx.Client(transport=transport, timeout=PATIENCE_SECONDS, trust_env=False)


def certified(name: str, path: Path) -> ssl.SSLContext:
    """A server's TLS under a certificate of its own for `name`, written to `path`."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    secret = path.with_suffix(".key")
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(path, secret)
    return tls
