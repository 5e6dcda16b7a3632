/** Servers that speak the protocols of portprobe, for tests. */
@NullMarked
package io.portprobe.protocols.testing;

import org.jspecify.annotations.NullMarked;
