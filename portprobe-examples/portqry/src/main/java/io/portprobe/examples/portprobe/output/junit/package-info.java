/** The results of a run as a JUnit report. */
@NullMarked
package io.portprobe.examples.portprobe.output.junit;

import org.jspecify.annotations.NullMarked;
