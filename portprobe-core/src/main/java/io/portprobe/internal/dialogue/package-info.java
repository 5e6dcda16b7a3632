/** Runs the dialogue of a protocol plug-in safely: bounds, deadline, TLS, stall detection. */
@NullMarked
package io.portprobe.internal.dialogue;

import org.jspecify.annotations.NullMarked;
