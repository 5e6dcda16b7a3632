/** Tests that run portprobe in a separate JVM, with limits that the test sets. */
@NullMarked
package io.portprobe.process;

import org.jspecify.annotations.NullMarked;
