"""The cases: targets and their true states."""
import ipaddress
from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    name: str
    about: str
    host: str             # the first address
    ports: str            # FIRST-LAST, or one
    open: int = 0         # the true number of open ports; the rest is closed
    filtered: int = 0
    count: int = 1        # addresses, counted up from host
    timeout: int = 1000   # ms
    window: int = 512     # probes in flight
    udp: bool = False
    wire: str = ""        # simulated by limit/wire, with these options
    limited: bool = False # ICMP errors limited, as by default
    names: int = 0        # us after which a name server answers; the hosts are names then

    @property
    def probes(self):
        first, _, last = self.ports.partition("-")
        return self.count * (int(last or first) - int(first) + 1)

    @property
    def closed(self):
        return self.probes - self.open - self.filtered

    @property
    def hosts(self):
        return f"{self.host}+{self.count}" if self.count > 1 else self.host

    def fields(self):
        """The placeholders of a command."""
        return {
            "host": self.host,
            "count": self.count,
            "hosts": self.hosts,
            "ports": self.ports,
            "timeout": self.timeout,
            "window": self.window,
            "udp": "--udp" if self.udp else "",
            "cidr": self.as_octet_ranges(),
        }

    def as_octet_ranges(self):
        """nmap takes ranges of each byte: whole /24 networks, a few hosts fewer than COUNT."""
        if self.count == 1:
            return self.host
        a, b, *_ = self.host.split(".")
        return f"{a}.{b}.1-{self.count // 256}.0-255"


CASES = {c.name: c for c in (
    Case("closed-lo", "65,535 closed TCP ports, loopback", "127.0.0.9", "1-65535"),
    Case("closed-veth", "39,999 closed TCP ports, veth", "198.18.0.9", "1-39999"),
    Case("open-lo", "20,000 open TCP ports, loopback", "127.0.0.2", "1-20000", open=20000),
    Case("open-veth", "20,000 open TCP ports, veth", "198.18.0.2", "1-20000", open=20000),
    Case("hosts-veth", "60,000 hosts, one closed TCP port each, veth", "198.18.1.1", "7777", count=60000),
    Case("mixed-veth", "65,535 TCP ports, 20,000 open, 2,000 filtered, the rest closed, veth",
         "198.18.0.2", "1-65535", open=20000, filtered=2000, window=4000),
    Case("filtered-veth", "2,000 filtered TCP ports, veth", "198.18.0.2", "40000-41999",
         filtered=2000, window=4000),
    Case("udp-lo", "65,535 closed UDP ports, loopback (no ICMP limit there)", "127.0.0.9", "1-65535", udp=True),
    Case("udp-veth", "39,999 closed UDP ports, veth, ICMP limit off", "198.18.0.9", "1-39999", udp=True),
    Case("udp-limited", "50 closed UDP ports, veth, default ICMP limit", "198.18.0.9", "1-50",
         udp=True, limited=True),
    Case("one-open", "open TCP ports one after the other, loopback", "127.0.0.2", "1-4000", open=4000),
    Case("one-closed", "closed TCP ports one after the other, loopback", "127.0.0.9", "1-4000"),
    Case("names-20ms", "40,000 names, one closed TCP port each, loopback, a name server that answers after 20 ms",
         "127.1.0.1", "7777", count=40000, window=2000, names=20000),
    Case("far-20ms", "60,000 TCP ports, 1,000 of them open, responses after 20 ms", "198.20.0.5", "1-60000",
         open=1000, window=4000, wire="-d 20000 -O 1-1000"),
    Case("far-mixed", "10,000 TCP ports, 1,000 open, 2,000 filtered, responses after 20 ms", "198.20.0.5", "1-10000",
         open=1000, filtered=2000, window=4000, wire="-d 20000 -O 1-1000 -D 2001-4000"),
    Case("far-loss", "10,000 TCP ports, 1,000 open, responses after 20 ms, 3 % packet loss", "198.20.0.5",
         "1-10000", open=1000, timeout=1500, window=4000, wire="-d 20000 -O 1-1000 -l 3"),
)}

# The addresses of the open ports, in ppa and in ppb.
OPEN_PORTS = (("ppa", "127.0.0.2"), ("ppb", "198.18.0.2"))

assert all(ipaddress.ip_address(c.host) for c in CASES.values())
