/**
 * The checkpoint of a scan: what remains to be probed when it resumes.
 *
 * <p>Start with {@link io.portprobe.internal.scan.checkpoint.CheckpointState}, the contents of a
 * checkpoint and their form as text. {@link
 * io.portprobe.internal.scan.checkpoint.CheckpointCollector} collects them while the scan runs.
 *
 * <p>May use {@code scan.order}, {@code targets} and {@code text}. The public API uses this package
 * to parse a checkpoint.
 */
@NullMarked
package io.portprobe.internal.scan.checkpoint;

import org.jspecify.annotations.NullMarked;
