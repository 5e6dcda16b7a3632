/**
 * The commands that the benchmarks measure. {@link io.portprobe.examples.benchmarks.Scan} runs one
 * scan in a separate process, {@link io.portprobe.examples.benchmarks.Warm} several in one JVM,
 * {@link io.portprobe.examples.benchmarks.Heap} one in a small heap, and {@link
 * io.portprobe.examples.benchmarks.Single} probes one port at a time. The classes named Benchmark
 * are JMH benchmarks.
 */
@NullMarked
package io.portprobe.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
