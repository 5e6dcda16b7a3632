/**
 * portprobe against servers that the test bed does not run: those of Debian that {@code
 * servers/run} starts on the loopback addresses of the client, and those of Maven Central in the
 * JVM of the tests.
 */
@NullMarked
package io.portprobe.examples.lab.servers;

import org.jspecify.annotations.NullMarked;
