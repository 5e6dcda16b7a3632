/**
 * DNS over UDP, TCP and TLS (RFC 1034, RFC 1035, RFC 7858): the options and the finding of the
 * protocol {@code "dns"}. Also the findings of the protocols {@code "mdns"} and {@code "llmnr"},
 * which use messages of DNS on a link, and have no options.
 *
 * <p>Start with {@link io.portprobe.protocols.dns.Dns}, the options, and {@link
 * io.portprobe.protocols.dns.DnsAnswer}, the finding. {@link io.portprobe.protocols.dns.MdnsResult}
 * and {@link io.portprobe.protocols.dns.LlmnrResult} describe the other protocols.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI and {@code protocols.tls}.
 */
@NullMarked
package io.portprobe.protocols.dns;

import org.jspecify.annotations.NullMarked;
