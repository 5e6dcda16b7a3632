/** NetBIOS over TCP/IP: the name service and the session service (RFC 1001, RFC 1002). */
@NullMarked
package io.portprobe.protocols.netbios;

import org.jspecify.annotations.NullMarked;
