/**
 * Bulk state probes: bare descriptors on event loops of their own, re-used from probe to probe. Not
 * exported; may change at any time.
 */
@NullMarked
package io.portprobe.internal.sweep;

import org.jspecify.annotations.NullMarked;
