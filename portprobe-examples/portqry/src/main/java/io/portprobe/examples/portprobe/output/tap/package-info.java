/** The results of a run as TAP. */
@NullMarked
package io.portprobe.examples.portprobe.output.tap;

import org.jspecify.annotations.NullMarked;
