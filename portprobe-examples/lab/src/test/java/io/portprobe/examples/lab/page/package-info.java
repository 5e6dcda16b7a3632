/** The HTML page of the command portprobe in a real browser. */
@NullMarked
package io.portprobe.examples.lab.page;

import org.jspecify.annotations.NullMarked;
