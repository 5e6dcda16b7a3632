/**
 * What io.portprobe.testing.junit does, on whichever JUnit these tests are compiled and run with.
 */
@NullMarked
package io.portprobe.examples.connectivity.junit;

import org.jspecify.annotations.NullMarked;
