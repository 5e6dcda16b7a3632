/**
 * What a scan needs before it starts: its settings, its plan, and the services of the client.
 *
 * <p>Start with {@link io.portprobe.internal.scan.setup.ScanSettings}. {@link
 * io.portprobe.internal.scan.setup.ScanPlanner} computes the size of a scan from them, and {@link
 * io.portprobe.internal.scan.setup.ScanSetup} where it starts. A scan uses its client through
 * {@link io.portprobe.internal.scan.setup.ScanServices} only.
 *
 * <p>May use {@code scan.checkpoint}, {@code scan.order}, {@code scan.source}, {@code sweep} and
 * {@code targets}. Not exported.
 */
@NullMarked
package io.portprobe.internal.scan.setup;

import org.jspecify.annotations.NullMarked;
