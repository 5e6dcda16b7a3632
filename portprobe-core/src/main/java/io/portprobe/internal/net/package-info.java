/**
 * The errors of the kernel, and the verdicts that portprobe derives from them.
 *
 * <p>Start with {@link io.portprobe.internal.net.FailureClassifier}, which maps each {@link
 * io.portprobe.internal.net.Errno} to a {@link io.portprobe.internal.net.Verdict}. {@code
 * RecvErrMessage} decodes the error queue of a Linux socket. All types are immutable or confined to
 * one call; none does I/O.
 *
 * <p>May use: no other internal package.
 */
@NullMarked
package io.portprobe.internal.net;

import org.jspecify.annotations.NullMarked;
