#!/usr/bin/env python3
"""The servers of the container tests: TCP 1001 accepts, UDP 2001 sends back what it receives, UDP
2002 receives and is silent. Creates the file named by the argument when all sockets are bound."""
import selectors
import socket
import sys

TCP, ECHO, SILENT = 1001, 2001, 2002
selector = selectors.DefaultSelector()
for family, address in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
    for kind, port in ((socket.SOCK_STREAM, TCP), (socket.SOCK_DGRAM, ECHO), (socket.SOCK_DGRAM, SILENT)):
        try:
            server = socket.socket(family, kind)
        except OSError:  # IPv6 is switched off
            continue
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            server.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        server.bind((address, port))
        if kind == socket.SOCK_STREAM:
            server.listen(128)
        selector.register(server, selectors.EVENT_READ, port)
open(sys.argv[1], "w").close()
while True:
    for key, _ in selector.select():
        if key.data == TCP:
            key.fileobj.accept()[0].close()
        else:
            data, sender = key.fileobj.recvfrom(65535)
            if key.data == ECHO:
                key.fileobj.sendto(data, sender)
