/** The subcommand {@code wait}. */
@NullMarked
package io.portprobe.examples.portprobe.wait;

import org.jspecify.annotations.NullMarked;
