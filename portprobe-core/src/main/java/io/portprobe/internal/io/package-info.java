/** Event loops, channels per I/O mode, and threads. */
@NullMarked
package io.portprobe.internal.io;

import org.jspecify.annotations.NullMarked;
