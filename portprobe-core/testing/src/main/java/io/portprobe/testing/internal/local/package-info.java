/**
 * The sockets of this host and their processes, for the messages of assertions. Start with {@code
 * LocalSockets}. May use: the API of {@code io.portprobe}.
 */
@NullMarked
package io.portprobe.testing.internal.local;

import org.jspecify.annotations.NullMarked;
