/** The subcommand {@code local}. */
@NullMarked
package io.portprobe.examples.portprobe.local;

import org.jspecify.annotations.NullMarked;
