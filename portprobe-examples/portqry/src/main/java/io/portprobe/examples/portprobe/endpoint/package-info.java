/** Endpoints as text, from arguments, files and standard input, and the options of their probes. */
@NullMarked
package io.portprobe.examples.portprobe.endpoint;

import org.jspecify.annotations.NullMarked;
