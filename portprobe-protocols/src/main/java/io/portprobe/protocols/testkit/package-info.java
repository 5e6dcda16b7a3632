/** For tests: loopback peers that answer as the servers of these protocols do. */
@NullMarked
package io.portprobe.protocols.testkit;

import org.jspecify.annotations.NullMarked;
