/** Tests of the scripts that start the commands. */
@NullMarked
package io.portprobe.examples.portqry.launcher;

import org.jspecify.annotations.NullMarked;
