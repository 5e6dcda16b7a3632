/** Rows of the output from results of the library. */
@NullMarked
package io.portprobe.examples.portprobe.record;

import org.jspecify.annotations.NullMarked;
