/** Hosts and ports as text and as compact sets. */
@NullMarked
package io.portprobe.internal.target;

import org.jspecify.annotations.NullMarked;
