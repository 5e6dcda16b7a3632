/** What the kernel reports: error numbers, ICMP errors, and the verdicts derived from them. */
@NullMarked
package io.portprobe.internal.net;

import org.jspecify.annotations.NullMarked;
