package io.portprobe.examples.distributed;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader's share in the limit of probes a second, for the slices that it starts from now on.
 *
 * @param perSecond probes a second; 0 for no limit
 */
record RateShare(int perSecond) implements SourceEvent {}
