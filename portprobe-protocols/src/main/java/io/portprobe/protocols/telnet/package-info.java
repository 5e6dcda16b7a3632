/**
 * The protocol {@code "telnet"}: option negotiation and login prompt of Telnet servers.
 *
 * <p>Start with {@link io.portprobe.protocols.telnet.TelnetResult}, the finding. There are no
 * options.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 *
 * <p>May use: the SPI.
 */
@NullMarked
package io.portprobe.protocols.telnet;

import org.jspecify.annotations.NullMarked;
