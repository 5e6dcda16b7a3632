/** Processes that tests start, with the default signals. */
@NullMarked
package io.portprobe.examples.portqry.launcher;

import org.jspecify.annotations.NullMarked;
