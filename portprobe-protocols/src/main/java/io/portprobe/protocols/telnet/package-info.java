/**
 * The protocol {@code "telnet"}: option negotiation and login prompt of Telnet servers.
 *
 * <p>{@link io.portprobe.protocols.telnet.TelnetResult} is the finding. There are no options.
 *
 * <p>Unless a type says otherwise, nothing is null, values are immutable, and types are
 * thread-safe.
 */
@NullMarked
package io.portprobe.protocols.telnet;

import org.jspecify.annotations.NullMarked;
