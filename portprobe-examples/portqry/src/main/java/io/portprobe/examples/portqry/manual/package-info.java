/** Man pages and completion of the commands, from the same source as {@code --help}. */
@NullMarked
package io.portprobe.examples.portqry.manual;

import org.jspecify.annotations.NullMarked;
