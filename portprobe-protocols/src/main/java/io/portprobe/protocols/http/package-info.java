/**
 * Results and options of the protocols over HTTP/1.1 (RFC 9110, RFC 9112): {@code http}, {@code
 * websocket} (RFC 6455) and {@code http-proxy}.
 *
 * <p>Start with {@link io.portprobe.protocols.http.Http}. The findings are {@link
 * io.portprobe.protocols.http.HttpResult}, {@link io.portprobe.protocols.http.WebSocketResult} and
 * {@link io.portprobe.protocols.http.HttpProxyResult}.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.http;

import org.jspecify.annotations.NullMarked;
