/**
 * The command {@code portqry}, with the options, output and exit codes of PortQry.
 *
 * <p>Start reading at {@link io.portprobe.examples.portqry.Portqry}. {@link
 * io.portprobe.examples.portqry.options.ArgumentReader} turns options into a {@link
 * io.portprobe.examples.portqry.options.Request}. {@link io.portprobe.examples.portqry.ProbePlan}
 * lists its probes. {@link io.portprobe.examples.portqry.ProbeSender} sends them in parallel.
 * {@link io.portprobe.examples.portqry.PortResultText} formats the results in order, and {@link
 * io.portprobe.examples.portqry.console.Output} prints them.
 *
 * <p>May use {@code portprobe-core}, {@code portprobe-protocols}, picocli and the packages {@code
 * options}, {@code services}, {@code local} and {@code console}.
 */
@NullMarked
package io.portprobe.examples.portqry;

import org.jspecify.annotations.NullMarked;
