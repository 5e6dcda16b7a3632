/** Where a scan stopped, and what remains to be probed when it resumes. */
@NullMarked
package io.portprobe.internal.scan.checkpoint;

import org.jspecify.annotations.NullMarked;
