package io.portprobe.examples.distributed;

import io.portprobe.PortState;
import io.portprobe.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What one vantage point sees of an endpoint. Immutable.
 *
 * @param vantagePoint the name of the vantage point
 * @param state the state; null if the port was not probed
 * @param reason the reason for the state; null if the port was not probed
 * @param address the address that was probed; null if the host was not resolved
 */
public record Sighting(
    String vantagePoint,
    @Nullable PortState state,
    @Nullable Reason reason,
    @Nullable String address) {}
