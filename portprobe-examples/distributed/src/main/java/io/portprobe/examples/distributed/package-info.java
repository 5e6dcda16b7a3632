/**
 * A scan on many machines with Apache Flink.
 *
 * <p>Start reading at {@link io.portprobe.examples.distributed.ScanJob}, the topology of the job:
 * {@link io.portprobe.examples.distributed.ScanSource} probes the slices of a scan and gives out
 * {@link io.portprobe.examples.distributed.ProbeRecord}s; {@link
 * io.portprobe.examples.distributed.UnionView} compares what the vantage points see.
 */
@NullMarked
package io.portprobe.examples.distributed;

import org.jspecify.annotations.NullMarked;
