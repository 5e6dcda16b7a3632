/** Tests of io.portprobe.testing.junit on the JUnit version that the build selects. */
@NullMarked
package io.portprobe.examples.connectivity.junit;

import org.jspecify.annotations.NullMarked;
