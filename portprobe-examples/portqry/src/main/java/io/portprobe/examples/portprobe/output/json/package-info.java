/** JSON, one object a line, in the form of {@code result-line.schema.json}. */
@NullMarked
package io.portprobe.examples.portprobe.output.json;

import org.jspecify.annotations.NullMarked;
