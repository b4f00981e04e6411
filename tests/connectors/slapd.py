"""A real OpenLDAP server for the tests of people directories; it knows Active Directory's attributes too."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.connectors.processes import listens, own_folder, program, running
from tests.ports import free_port

SUFFIX = "dc=huace,dc=example"
ADMIN = f"cn=admin,{SUFFIX}"
SECRET = "right-secret"
_CONFIG = """
include /etc/ldap/schema/core.schema
include /etc/ldap/schema/cosine.schema
include /etc/ldap/schema/nis.schema
include /etc/ldap/schema/inetorgperson.schema
include /etc/ldap/schema/msuser.schema
modulepath /usr/lib/ldap
moduleload back_mdb
pidfile {folder}/pid
{tls}
database mdb
maxsize 100000000
dbnosync
suffix "{suffix}"
rootdn "{admin}"
rootpw {secret}
directory {folder}/data
sizelimit {size_limit}
access to * by dn.base="cn=reader,{suffix}" read by * auth
"""


@dataclass(frozen=True, slots=True)
class Slapd:
    """A server that holds `SUFFIX`, and an account `cn=reader` with the administrator's password."""

    port: int
    tls_port: int

    def add(self, ldif: str) -> None:
        self._change("ldapadd", ldif)

    def modify(self, ldif: str) -> None:
        self._change("ldapmodify", ldif)

    def _change(self, command: str, ldif: str) -> None:
        found = program(command, "ldap-utils")
        done = subprocess.run(
            [found, "-x", "-H", f"ldap://127.0.0.1:{self.port}", "-D", ADMIN, "-w", SECRET],
            input=ldif.encode(),
            check=False,
            capture_output=True,
        )
        if done.returncode:
            raise ValueError(done.stderr.decode())


@contextmanager
def slapd(certificate: str = "", *, size_limit: str = "unlimited") -> Iterator[Slapd]:
    """`certificate` is PEM and holds the key too; with it the server speaks TLS, on its second port at once."""
    port, tls_port = free_port(), free_port()
    with own_folder(of_nobody=False) as folder:
        (folder / "data").mkdir()
        tls = ""
        if certificate:
            (folder / "tls.pem").write_text(certificate)
            tls = f"TLSCertificateFile {folder}/tls.pem\nTLSCertificateKeyFile {folder}/tls.pem"
        config = folder / "slapd.conf"
        config.write_text(
            _CONFIG.format(
                folder=folder, tls=tls, suffix=SUFFIX, admin=ADMIN, secret=SECRET,
                size_limit=size_limit,
            )
        )  # fmt: skip
        urls = f"ldap://127.0.0.1:{port}" + (f" ldaps://127.0.0.1:{tls_port}" if tls else "")
        command = [program("slapd", "slapd"), "-f", str(config), "-h", urls, "-d", "0"]
        with running(command, lambda: listens(port), folder / "log"):
            server = Slapd(port, tls_port)
            server.add(
                f"dn: {SUFFIX}\nobjectClass: dcObject\nobjectClass: organization\ndc: huace\no: 华测\n\n"
                f"dn: cn=reader,{SUFFIX}\nobjectClass: organizationalRole\n"
                f"objectClass: simpleSecurityObject\ncn: reader\nuserPassword: {SECRET}\n"
            )
            yield server
