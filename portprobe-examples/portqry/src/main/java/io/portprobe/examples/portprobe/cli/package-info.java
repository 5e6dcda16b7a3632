/** What all subcommands share: the process, exit codes, messages and types of values. */
@NullMarked
package io.portprobe.examples.portprobe.cli;

import org.jspecify.annotations.NullMarked;
