/**
 * How fast a scan sends: congestion window, RTT and loss estimation, rate limits. Pure arithmetic.
 */
@NullMarked
package io.portprobe.internal.scan.pacing;

import org.jspecify.annotations.NullMarked;
