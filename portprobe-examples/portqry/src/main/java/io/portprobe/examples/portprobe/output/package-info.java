/** Results of a run, and the interface of their writers. Uses only {@code portprobe-core}. */
@NullMarked
package io.portprobe.examples.portprobe.output;

import org.jspecify.annotations.NullMarked;
