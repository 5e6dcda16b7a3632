/**
 * Probes and scans as Reactor publishers.
 *
 * <p>Start with {@link io.portprobe.reactor.ReactorProbes}. May use: the API and Reactor.
 */
@NullMarked
package io.portprobe.reactor;

import org.jspecify.annotations.NullMarked;
