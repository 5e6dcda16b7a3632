/**
 * Messages of HTTP/1.1 (RFC 9112) that several protocols read: the head of a response and its body.
 *
 * <p>Start with {@code ResponseHead}. May use {@code io.portprobe.spi} and {@code
 * io.portprobe.protocols.internal.text}.
 */
@NullMarked
package io.portprobe.protocols.internal.http1;

import org.jspecify.annotations.NullMarked;
