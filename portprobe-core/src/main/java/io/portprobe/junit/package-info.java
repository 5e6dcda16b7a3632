/**
 * portprobe in JUnit Jupiter tests, 5.14 and 6: conditions, injection and a check for what a test
 * left behind. Start with {@link io.portprobe.testing.junit.PortprobeExtension} and {@link
 * io.portprobe.testing.junit.RequiresListening}.
 *
 * <p>JUnit is an optional dependency of portprobe: who uses this package has it anyway.
 */
@NullMarked
package io.portprobe.junit;

import org.jspecify.annotations.NullMarked;
