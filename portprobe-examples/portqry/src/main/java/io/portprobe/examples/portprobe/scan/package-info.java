/** The subcommand {@code scan}. */
@NullMarked
package io.portprobe.examples.portprobe.scan;

import org.jspecify.annotations.NullMarked;
