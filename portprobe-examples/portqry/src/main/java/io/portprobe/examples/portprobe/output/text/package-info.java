/** The text for people. */
@NullMarked
package io.portprobe.examples.portprobe.output.text;

import org.jspecify.annotations.NullMarked;
