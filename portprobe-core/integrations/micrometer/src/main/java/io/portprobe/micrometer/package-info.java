/** Micrometer metrics of the probes of a client. */
@NullMarked
package io.portprobe.micrometer;

import org.jspecify.annotations.NullMarked;
