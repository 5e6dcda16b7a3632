/** The subcommand {@code domain}. */
@NullMarked
package io.portprobe.examples.portprobe.domain;

import org.jspecify.annotations.NullMarked;
