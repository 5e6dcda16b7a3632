package io.portprobe.internal.net;

import io.portprobe.IcmpError;
import java.util.Optional;

/**
 * An error from a socket's error queue.
 *
 * @param errno the error number the kernel made of it, positive
 * @param icmp the message, unless this machine's own kernel raised the error
 */
public record QueuedError(int errno, Optional<IcmpError> icmp) {}
