/**
 * The protocol {@code "telnet"}: option negotiation and login prompt of Telnet servers.
 *
 * <p>{@link io.portprobe.protocols.telnet.TelnetResult} is the finding. There are no options.
 */
@NullMarked
package io.portprobe.protocols.telnet;

import org.jspecify.annotations.NullMarked;
