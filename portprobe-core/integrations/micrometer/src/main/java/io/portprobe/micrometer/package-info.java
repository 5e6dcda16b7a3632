/**
 * Micrometer metrics of the probes of a client.
 *
 * <p>Start with {@link io.portprobe.micrometer.ProbeMetrics}. May use: the API and Micrometer.
 */
@NullMarked
package io.portprobe.micrometer;

import org.jspecify.annotations.NullMarked;
