/**
 * The results of a scan, and their delivery to the consumer.
 *
 * <p>Start with {@link io.portprobe.internal.scan.result.ResultDelivery}, the queue between the
 * event loops and the consumer. Each loop scanner fills it through a {@link
 * io.portprobe.internal.scan.result.ResultBatch}. A {@link
 * io.portprobe.internal.scan.result.CompactScanResult} takes as few bytes as possible.
 *
 * <p>May use {@code scan.order}, {@code io} and {@code net}.
 */
@NullMarked
package io.portprobe.internal.scan.result;

import org.jspecify.annotations.NullMarked;
