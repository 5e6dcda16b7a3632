/** What the module path makes of portprobe's packed jars. */
@NullMarked
package io.portprobe.examples.moduletests;

import org.jspecify.annotations.NullMarked;
