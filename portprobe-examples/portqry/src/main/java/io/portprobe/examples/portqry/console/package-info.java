/**
 * What the user sees beside the results: the terminal, the log file, the progress line, messages
 * and exit codes.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.console.Output}. May use {@code
 * portprobe-core}, and no other package of this module.
 */
@NullMarked
package io.portprobe.examples.portqry.console;

import org.jspecify.annotations.NullMarked;
