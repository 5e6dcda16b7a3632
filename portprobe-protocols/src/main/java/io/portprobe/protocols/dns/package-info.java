/**
 * DNS over UDP, TCP and TLS (RFC 1034, RFC 1035, RFC 7858): the options and the finding of the
 * protocol {@code "dns"}.
 *
 * <p>Start reading at {@link io.portprobe.protocols.dns.Dns}, the options, and {@link
 * io.portprobe.protocols.dns.DnsAnswer}, the finding.
 *
 * <p>May use: the SPI and {@code protocols.tls}.
 */
@NullMarked
package io.portprobe.protocols.dns;

import org.jspecify.annotations.NullMarked;
