package io.portprobe.internal.net;

import io.portprobe.IcmpError;
import java.util.Optional;

/**
 * An error from the error queue of a socket.
 *
 * @param errno the error number that the kernel derived from it, positive
 * @param icmp the ICMP message; empty if the kernel of this host raised the error
 */
public record QueuedError(int errno, Optional<IcmpError> icmp) {}
