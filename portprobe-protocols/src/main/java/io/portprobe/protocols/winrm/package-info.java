/**
 * Results of the protocol {@code winrm}, Windows Remote Management (MS-WSMV), which has no options.
 *
 * <p>Start with {@link io.portprobe.protocols.winrm.WinRmResult}, the finding, which describes the
 * protocol.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use {@code io.portprobe} and {@code io.portprobe.spi} only.
 */
@NullMarked
package io.portprobe.protocols.winrm;

import org.jspecify.annotations.NullMarked;
