/** The subcommand {@code page}. Start reading at {@code PageCommand}. */
@NullMarked
package io.portprobe.examples.portprobe.page;

import org.jspecify.annotations.NullMarked;
