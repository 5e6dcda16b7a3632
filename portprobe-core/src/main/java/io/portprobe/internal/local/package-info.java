/**
 * The sockets of this host and their processes, as the operating system lists them.
 *
 * <p>Start with {@link io.portprobe.internal.local.ListedSockets}, which implements the public
 * interface with a {@link io.portprobe.internal.local.SocketTable}.
 *
 * <p>May use: the public API and {@code io.portprobe.text} only. Not exported; may change at any
 * time.
 */
@NullMarked
package io.portprobe.internal.local;

import org.jspecify.annotations.NullMarked;
