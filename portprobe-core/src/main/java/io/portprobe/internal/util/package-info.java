/** Argument checks, address ranges and other small helpers. */
@NullMarked
package io.portprobe.internal.util;

import org.jspecify.annotations.NullMarked;
