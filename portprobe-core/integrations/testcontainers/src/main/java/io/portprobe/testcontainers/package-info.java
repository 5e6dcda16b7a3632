/**
 * Wait strategies of Testcontainers.
 *
 * <p>Start with {@link io.portprobe.testcontainers.PortprobeWaitStrategy}. May use: the API, {@code
 * io.portprobe.testing} and Testcontainers.
 */
@NullMarked
package io.portprobe.testcontainers;

import org.jspecify.annotations.NullMarked;
