/** Assertions and waits for ports. */
@NullMarked
package io.portprobe.testing;

import org.jspecify.annotations.NullMarked;
