"""Which network addresses a request of ours may go to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence

from ingest.errors import PermanentError, TransientError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], Sequence[str]]
"""The addresses of a host and port, as text; raises OSError."""

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052, 2.1
_SETTING = "allow_private = true"


def resolved(host: str, port: int) -> tuple[str, ...]:
    """The addresses that this machine's resolver gives for a host, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def allowed_addresses(
    host: str, port: int, *, allow_private: bool, resolve: Resolve = resolved
) -> tuple[str, ...]:
    """Where to connect for `host`. One address that is not allowed refuses them all.

    Raises PermanentError for a host that is unknown or not allowed, TransientError where the
    resolver does not answer.
    """
    try:
        addresses = tuple(resolve(host, port))
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise TransientError(
                f"{host}: its address cannot be looked up at the moment"
            ) from error
        raise PermanentError(
            f"{host}: there is no such host; check the address.", reason="unavailable"
        ) from error
    except (OSError, UnicodeError) as error:
        raise PermanentError(f"{host}: this is no name of a host; check the address.") from error
    for address in addresses:
        _check(host, address, allow_private=allow_private)
    if not addresses:
        raise PermanentError(f"{host}: it has no address; check it.", reason="unavailable")
    return addresses


def is_public(address: Address) -> bool:
    """Whether it is one of the open internet, as is every IPv4 address that it carries inside."""
    if any(not is_public(inner) for inner in _carried(address)):
        return False
    site_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not site_local and not _is_never_a_server(address)


def may_be_private(address: Address) -> bool:
    """Whether it is of the open internet, this machine's or a private network's.

    Link-local addresses are none of these: under 169.254.169.254 clouds hand out a machine's keys.
    """
    if any(not may_be_private(inner) for inner in _carried(address)):
        return False
    return not (address.is_link_local or _is_never_a_server(address))


def _check(host: str, text: str, *, allow_private: bool) -> None:
    address = ipaddress.ip_address(text)
    if is_public(address) or (allow_private and may_be_private(address)):
        return
    meaning = "" if host == text else f" ({text})"
    advice = (
        f"if it is meant, write {_SETTING} where the address is set"
        if may_be_private(address)
        else "no setting allows it"
    )
    raise PermanentError(f"{host}{meaning}: this address is not on the open internet; {advice}.")


def _is_never_a_server(address: Address) -> bool:
    reserved = address.is_reserved and not address.is_loopback and not _carried(address)
    return address.is_multicast or address.is_unspecified or reserved


def _carried(address: Address) -> tuple[ipaddress.IPv4Address, ...]:
    """The IPv4 addresses to which packets for an IPv6 address may go in the end."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    carried = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in _NAT64:
        carried.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    return tuple(inner for inner in carried if inner is not None)


def stays_on_this_machine(host: str, *, resolve: Resolve = resolved) -> bool:
    """Whether what is sent to `host` never leaves the machine; false for a host that is unknown."""
    try:
        addresses = [ipaddress.ip_address(address) for address in resolve(host, 0)]
    except (OSError, UnicodeError):
        return False
    return bool(addresses) and all(address.is_loopback for address in addresses)
