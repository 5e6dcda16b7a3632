/**
 * The shared client of assertions, batches of probes within the client's limit of open sockets, and
 * the daemon threads of waits. Start with {@code DefaultClient} and {@code BoundedProbes}. May use:
 * the API of {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.testing.internal.client;

import org.jspecify.annotations.NullMarked;
