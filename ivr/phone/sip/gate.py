"""Who may speak to this endpoint, and whom it may speak to: a list of networks, asked for every packet both ways.

There are no passwords here, so an address is all there is to go by. Without a list only this machine is let in.
"""

import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Self

from ivr.phone.listening import CannotListenError

_OWN = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
_WIDEST = {4: 8, 6: 32}  # bits; a wider network is the internet, or a typing mistake


Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class Gate:
    networks: tuple[Network, ...]

    @classmethod
    def around(cls, bind: str, allow: Sequence[str]) -> Self:
        """Raises CannotListenError where the address is open to others and nobody said to whom."""
        try:
            address = ip_address(bind)
            listed = tuple(ip_network(each, strict=False) for each in allow)
        except ValueError as error:
            raise CannotListenError(f"softphones cannot be listened for: {error}") from None
        if not address.is_loopback and not listed:
            raise CannotListenError(
                f"{bind} can be reached from other machines, and softphones need no password here: "
                "say which network may call, such as 192.168.1.0/24"
            )
        if wide := next((one for one in listed if one.prefixlen < _WIDEST[one.version]), None):
            raise CannotListenError(
                f"{wide} is as good as everybody, and softphones need no password here: name your own network"
            )
        return cls((*_OWN, *listed))

    def admits(self, host: str) -> bool:
        """False also for what is no address, a name for instance: none is ever looked up."""
        return _admits(self.networks, host)

    def seen_from_outside(self) -> str | None:
        """This machine's own address, as the network that was listed first sees it; None where there is no way to it."""
        listed = self.networks[len(_OWN) :]
        try:
            return way_to(str(listed[0].network_address)) if listed else None
        except OSError:
            return None


def way_to(host: str) -> str:
    """This machine's own address on the way to that one. Nothing is sent. Raises OSError where there is none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as probe:
        probe.connect((host, 9))
        return str(probe.getsockname()[0])


@lru_cache(maxsize=256)
def _admits(networks: tuple[Network, ...], host: str) -> bool:
    """Remembered, since it is asked of every packet."""
    try:
        address = ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None) or address
    return any(mapped in network for network in networks if network.version == mapped.version)
