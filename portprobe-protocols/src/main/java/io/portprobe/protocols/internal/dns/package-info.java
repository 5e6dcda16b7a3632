/**
 * The DNS client: encodes queries, decodes responses and builds the {@link
 * io.portprobe.protocols.dns.DnsAnswer} (RFC 1034, RFC 1035, RFC 6891, RFC 7858). Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.dns.DnsProtocol}, then {@link
 * io.portprobe.protocols.internal.dns.DnsDialogue}, which decides what to send next. A response
 * passes through {@code DnsResponseReader} (does it match the query?), {@code MessageOutline} and
 * {@code DecodedMessage} (how much of it can be decoded?) and {@code DnsAnswerBuilder}. {@link
 * io.portprobe.protocols.internal.dns.MdnsProtocol} and {@link
 * io.portprobe.protocols.internal.dns.LlmnrProtocol} share the query and the decoder (RFC 6762, RFC
 * 4795).
 *
 * <p>May use: the SPI, {@code protocols.dns}, {@code protocols.tls}, {@code internal.tls}, {@code
 * io.portprobe.text} and dnsjava. No other protocol, no sockets, no threads.
 */
@NullMarked
package io.portprobe.protocols.internal.dns;

import org.jspecify.annotations.NullMarked;
