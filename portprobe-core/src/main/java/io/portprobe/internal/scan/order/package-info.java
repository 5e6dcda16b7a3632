/** The order in which the probes of a scan are sent. */
@NullMarked
package io.portprobe.internal.scan.order;

import org.jspecify.annotations.NullMarked;
