/**
 * The command {@code portqry}: PortQry's questions and its text, asked by portprobe.
 *
 * <p>The way of one run, one direction: arguments ({@link
 * io.portprobe.examples.portqry.ArgumentReader}) become a request ({@link
 * io.portprobe.examples.portqry.Request}), the request a plan of questions ({@link
 * io.portprobe.examples.portqry.Plan}); they are asked side by side ({@link
 * io.portprobe.examples.portqry.Asker}), and the answers become text in the order of the plan
 * ({@link io.portprobe.examples.portqry.AnswerText}, {@link io.portprobe.examples.portqry.Output}).
 */
@NullMarked
package io.portprobe.examples.portqry;

import org.jspecify.annotations.NullMarked;
