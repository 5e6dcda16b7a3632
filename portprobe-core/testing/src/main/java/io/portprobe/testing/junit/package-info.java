/**
 * Extensions for JUnit Jupiter 5.12 to 6: conditions, injection of clients and peers, leak checks,
 * and tests from a contract file. Start with {@link io.portprobe.testing.junit.PortprobeExtension}
 * and {@link io.portprobe.testing.junit.RequiresListening}.
 *
 * <p>JUnit is an optional dependency of {@code portprobe-testing}: tests that use this package have
 * it on their class path.
 *
 * <p>May use: the API of {@code io.portprobe}, {@code io.portprobe.faultkit}, {@code
 * io.portprobe.testing} and {@code io.portprobe.testing.contract}.
 */
@NullMarked
package io.portprobe.testing.junit;

import org.jspecify.annotations.NullMarked;
