/** Where the targets of a scan come from: a table of hosts, or a stream. */
@NullMarked
package io.portprobe.internal.scan.source;

import org.jspecify.annotations.NullMarked;
