/** Text received from a peer, made safe to print on one line. Not exported. */
@NullMarked
package io.portprobe.protocols.internal.text;

import org.jspecify.annotations.NullMarked;
