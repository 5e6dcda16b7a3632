/**
 * Results and options of the protocol {@code ike}: IPsec key exchange (ISAKMP with IKEv1, RFC 2408
 * and RFC 2409; IKEv2, RFC 7296).
 *
 * <p>Start with {@link io.portprobe.protocols.ike.Ike}. The finding is an {@link
 * io.portprobe.protocols.ike.IkeResponder}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.ike;

import org.jspecify.annotations.NullMarked;
