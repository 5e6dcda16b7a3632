/** The client: settings, futures, and what ties probes, scans and protocols together. */
@NullMarked
package io.portprobe.internal.client;

import org.jspecify.annotations.NullMarked;
