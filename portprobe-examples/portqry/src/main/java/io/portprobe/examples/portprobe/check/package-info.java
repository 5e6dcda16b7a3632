/** The subcommand {@code check}. */
@NullMarked
package io.portprobe.examples.portprobe.check;

import org.jspecify.annotations.NullMarked;
