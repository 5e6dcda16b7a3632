package io.portprobe.examples.distributed;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * A reader's request for another slice.
 *
 * @param label the {@linkplain VantagePoint#LABEL label} of its task manager; empty for none
 */
record SliceRequest(String label) implements SourceEvent {}
