/** A demonstration of portqry on embedded servers. The tests run the code of the README. */
@NullMarked
package io.portprobe.examples.quickstart;

import org.jspecify.annotations.NullMarked;
