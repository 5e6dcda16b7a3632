/**
 * Scans to be measured. {@link io.portprobe.examples.benchmarks.Scan} is one as a process of its
 * own, {@link io.portprobe.examples.benchmarks.Warm} the same again and again in one JVM, {@link
 * io.portprobe.examples.benchmarks.Heap} one in little memory; the classes named Benchmark are
 * JMH's.
 */
@NullMarked
package io.portprobe.examples.benchmarks;

import org.jspecify.annotations.NullMarked;
