/** The results of a run as one HTML page without external resources. */
@NullMarked
package io.portprobe.examples.portprobe.output.html;

import org.jspecify.annotations.NullMarked;
