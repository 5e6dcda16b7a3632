/**
 * Drift: what changed between two runs. Start with {@link io.portprobe.testing.drift.ResultDiff},
 * which compares two {@link io.portprobe.testing.drift.ResultFile result files}. {@link
 * io.portprobe.testing.drift.ResultLines} reads the rows of such a file for other purposes. Reading
 * a file needs the optional dependency {@code snakeyaml-engine}.
 *
 * <p>May use: {@code io.portprobe}, {@code io.portprobe.text} and {@code internal.yaml}. Nothing in
 * {@code io.portprobe.testing} uses this package.
 */
@NullMarked
package io.portprobe.testing.drift;

import org.jspecify.annotations.NullMarked;
