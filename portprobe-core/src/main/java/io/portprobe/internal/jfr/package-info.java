/** JDK Flight Recorder events of probes, name resolution and dialogues. */
@NullMarked
package io.portprobe.internal.jfr;

import org.jspecify.annotations.NullMarked;
