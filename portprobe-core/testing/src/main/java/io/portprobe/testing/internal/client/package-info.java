/** How assertions, waits and contracts send probes. */
@NullMarked
package io.portprobe.testing.internal.client;

import org.jspecify.annotations.NullMarked;
