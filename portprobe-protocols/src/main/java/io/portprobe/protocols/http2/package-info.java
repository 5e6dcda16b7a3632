/**
 * Results and options of the protocols over HTTP/2 (RFC 9113): {@code h2} and {@code grpc}.
 *
 * <p>Start with {@link io.portprobe.protocols.http2.Http2}, which describes what {@code h2} does,
 * and {@link io.portprobe.protocols.http2.Grpc}. The findings are {@link
 * io.portprobe.protocols.http2.Http2Result} and {@link
 * io.portprobe.protocols.http2.GrpcHealthResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe}, {@code io.portprobe.spi} and {@code io.portprobe.text} only.
 */
@NullMarked
package io.portprobe.protocols.http2;

import org.jspecify.annotations.NullMarked;
