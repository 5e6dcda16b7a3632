/** Peers for the tests of all protocols: recordings of real servers, and input of a fuzzer. */
@NullMarked
package io.portprobe.protocols.talk;

import org.jspecify.annotations.NullMarked;
