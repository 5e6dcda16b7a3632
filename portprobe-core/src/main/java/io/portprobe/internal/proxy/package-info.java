/**
 * The client side of proxies, as dialogues without I/O. Start with {@link
 * io.portprobe.internal.proxy.ProxyProtocol}.
 *
 * <p>May use: the public API, the SPI and {@code io.portprobe.text} only. Not exported; may change
 * at any time.
 */
@NullMarked
package io.portprobe.internal.proxy;

import org.jspecify.annotations.NullMarked;
