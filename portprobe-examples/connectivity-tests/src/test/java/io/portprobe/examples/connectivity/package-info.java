/** Tests of the adapters, each against the real library, and the code of the README. */
@NullMarked
package io.portprobe.examples.connectivity;

import org.jspecify.annotations.NullMarked;
