/**
 * The options of the command line.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.options.ArgumentReader}, which turns
 * them into a {@link io.portprobe.examples.portqry.options.Request}. May use {@code
 * portprobe-core}, picocli and the package {@code console}.
 */
@NullMarked
package io.portprobe.examples.portqry.options;

import org.jspecify.annotations.NullMarked;
