/** Probes and scans as Reactor publishers. */
@NullMarked
package io.portprobe.reactor;

import org.jspecify.annotations.NullMarked;
