/**
 * The intake of a loop scanner: how the hosts of a scan become addresses that may be probed.
 *
 * <p>Start with {@link io.portprobe.internal.scan.intake.TargetIntake}, which takes hosts from the
 * source of the work. {@link io.portprobe.internal.scan.intake.TargetResolver} resolves their names
 * and applies exclusions, the target policy and the limit of probes.
 *
 * <p>May use {@code scan.setup}, {@code scan.source}, {@code scan.checkpoint}, {@code scan.order},
 * {@code io}, {@code targets} and {@code util}. Not exported.
 */
@NullMarked
package io.portprobe.internal.scan.intake;

import org.jspecify.annotations.NullMarked;
