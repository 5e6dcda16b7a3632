/** The subcommands of {@code contract}. */
@NullMarked
package io.portprobe.examples.portprobe.contract;

import org.jspecify.annotations.NullMarked;
