/** Compact results of a scan, and their delivery to the consumer. */
@NullMarked
package io.portprobe.internal.scan.result;

import org.jspecify.annotations.NullMarked;
