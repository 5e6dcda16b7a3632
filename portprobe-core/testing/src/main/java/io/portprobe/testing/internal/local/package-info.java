/** The socket table of this host. */
@NullMarked
package io.portprobe.testing.internal.local;

import org.jspecify.annotations.NullMarked;
