/**
 * The client: its settings, its futures, and the start and end of probes and scans.
 *
 * <p>Start with {@link io.portprobe.internal.client.DefaultProbeClient}: {@code execute} starts a
 * probe, {@code closeAsync} ends everything. {@link io.portprobe.internal.client.ProbeClients} is
 * the factory that the API calls.
 *
 * <p>May use all other internal packages. None of them may use this package.
 */
@NullMarked
package io.portprobe.internal.client;

import org.jspecify.annotations.NullMarked;
