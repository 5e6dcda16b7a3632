/** Whether a host is there at all, and which observation proves it. */
@NullMarked
package io.portprobe.examples.portprobe.host;

import org.jspecify.annotations.NullMarked;
