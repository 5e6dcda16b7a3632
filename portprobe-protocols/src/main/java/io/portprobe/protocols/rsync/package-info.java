/**
 * The protocol {@code "rsync"}: version and modules of rsync daemons.
 *
 * <p>Start with {@link io.portprobe.protocols.rsync.Rsync} (options) and {@link
 * io.portprobe.protocols.rsync.RsyncResult} (finding).
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.rsync;

import org.jspecify.annotations.NullMarked;
