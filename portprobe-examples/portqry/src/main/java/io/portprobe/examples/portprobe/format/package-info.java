/** The options that select the output, and the output of a run. */
@NullMarked
package io.portprobe.examples.portprobe.format;

import org.jspecify.annotations.NullMarked;
