/**
 * The scan engine, from the settings of a scan to its summary.
 *
 * <p>Start with {@link io.portprobe.internal.scan.DefaultScan}, then follow a probe:
 *
 * <pre>
 * DefaultScan -&gt; ScanExecution -&gt; LoopScanner (one per event loop and transport)
 *   WorkSource -&gt; TargetIntake -&gt; TargetResolver -&gt; AddressScheduler -&gt; AddressProgress (pacing)
 *     -&gt; ProbeSender (sweep or channel) -&gt; OutcomeClassifier
 *     -&gt; ResultBatch -&gt; ResultDelivery -&gt; the consumer
 * </pre>
 *
 * <p>A loop scanner and everything that belongs to it is confined to one event loop. The source of
 * the work, the rate limiter and the delivery of results are shared by all loop scanners of a scan.
 *
 * <p>May use the packages below {@code internal.scan}, and {@code sweep}, {@code io}, {@code net}
 * and {@code util}. It opens no socket itself. Not exported.
 */
@NullMarked
package io.portprobe.internal.scan;

import org.jspecify.annotations.NullMarked;
