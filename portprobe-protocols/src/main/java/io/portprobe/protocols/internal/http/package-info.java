/**
 * The dialogues of HTTP/1.1, WebSocket and HTTP proxies. Not exported.
 *
 * <p>Start with {@link io.portprobe.protocols.internal.http.HttpProtocol} and {@link
 * io.portprobe.protocols.internal.http.ResponseDialogue}, which reads the head of a response.
 *
 * <p>May use {@code io.portprobe.protocols.http}, {@code internal.http1}, {@code internal.text},
 * {@code io.portprobe.spi}, {@code io.portprobe.text} and {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.protocols.internal.http;

import org.jspecify.annotations.NullMarked;
