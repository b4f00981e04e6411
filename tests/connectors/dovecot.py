"""A real Dovecot for the tests of mailboxes, filled as a mail program would: through IMAP."""

from __future__ import annotations

import grp
import pwd
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from imapclient import IMAPClient

from tests.connectors.processes import (
    ids_of_nobody,
    listens,
    own_folder,
    program,
    running,
)
from tests.ports import free_port

SECRET = "right-secret"
_CONFIG = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = /dev/stderr
protocols = imap
{tls}
disable_plaintext_auth = no
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 0
mail_location = maildir:~/
mail_fsync = never
auth_mechanisms = plain login
auth_failure_delay = 0
passdb {{
  driver = static
  args = password={secret}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
namespace {{
  inbox = yes
  separator = .
  mailbox Trash {{
    special_use = \\Trash
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    address = 127.0.0.1
    port = {port}
  }}
  inet_listener imaps {{
    address = 127.0.0.1
    port = {tls_port}
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A server on which every name is a user with the same password and an empty mailbox."""

    port: int
    tls_port: int
    log: Path

    @contextmanager
    def mailbox(self, user: str) -> Iterator[IMAPClient]:
        """The mailbox as its owner's program sees it."""
        with IMAPClient("127.0.0.1", self.port, ssl=False, timeout=120) as client:
            client.login(user, SECRET)
            yield client

    def put(self, user: str, mails: Iterable[bytes], folder: str = "INBOX") -> None:
        with self.mailbox(user) as client:
            if not client.folder_exists(folder):
                client.create_folder(folder)
            for mail in mails:
                client.append(folder, mail)


@contextmanager
def dovecot(certificate: str = "") -> Iterator[Dovecot]:
    """`certificate` is PEM and holds the key too; with it the server speaks TLS, on its second port at once."""
    port, tls_port = free_port(), free_port() if certificate else 0
    uid, gid = ids_of_nobody()
    with own_folder(of_nobody=True) as folder:
        tls = "ssl = no"
        if certificate:
            (folder / "tls.pem").write_text(certificate)
            certificate_file = folder / "tls.pem"
            tls = f"ssl = yes\nssl_cert = <{certificate_file}\nssl_key = <{certificate_file}"
        config, log = folder / "dovecot.conf", folder / "log"
        config.write_text(
            _CONFIG.format(
                folder=folder, tls=tls, user=pwd.getpwuid(uid).pw_name, uid=uid, gid=gid,
                group=grp.getgrgid(gid).gr_name, secret=SECRET, port=port, tls_port=tls_port,
            )
        )  # fmt: skip
        command = [program("dovecot", "dovecot-imapd"), "-F", "-c", str(config)]
        with running(command, lambda: listens(port), log, as_nobody=True):
            yield Dovecot(port, tls_port, log)
