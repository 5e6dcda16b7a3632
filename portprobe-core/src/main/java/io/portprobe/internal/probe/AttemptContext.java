package io.portprobe.internal.probe;

import io.netty.channel.EventLoop;
import io.portprobe.internal.io.ClientEventLoops;

/**
 * What the attempts of one probe share.
 *
 * @param settings the settings of the probe
 * @param loop the event loop that the probe is confined to
 * @param loops the event loops of the client, which provide channels and the reader of ICMP errors
 * @param filter the target policy, for an attempt that continues over another transport
 */
record AttemptContext(
    ProbeSettings settings, EventLoop loop, ClientEventLoops loops, AddressFilter filter) {}
