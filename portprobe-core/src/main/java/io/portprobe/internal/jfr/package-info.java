/**
 * Events of probes, name resolution and dialogues for JDK Flight Recorder.
 *
 * <p>Start with {@link io.portprobe.internal.jfr.ProbeSpan}, which works also in a runtime without
 * the module {@code jdk.jfr}.
 *
 * <p>May use the API only.
 */
@NullMarked
package io.portprobe.internal.jfr;

import org.jspecify.annotations.NullMarked;
