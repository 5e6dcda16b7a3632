/** DNS over UDP, TCP and TLS (RFC 1034, RFC 1035, RFC 7858). */
@NullMarked
package io.portprobe.protocols.dns;

import org.jspecify.annotations.NullMarked;
