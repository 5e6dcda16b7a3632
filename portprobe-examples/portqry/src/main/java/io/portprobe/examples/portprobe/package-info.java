/**
 * The command {@code portprobe} with its subcommands. Start reading at {@link
 * io.portprobe.examples.portprobe.PortprobeCommand}.
 */
@NullMarked
package io.portprobe.examples.portprobe;

import org.jspecify.annotations.NullMarked;
