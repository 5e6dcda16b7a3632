/** Misbehaving TCP and UDP servers for network tests. Depends on nothing of portprobe. */
@NullMarked
package io.portprobe.faultkit;

import org.jspecify.annotations.NullMarked;
