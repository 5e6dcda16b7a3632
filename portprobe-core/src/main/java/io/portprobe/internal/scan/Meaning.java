package io.portprobe.internal.scan;

import io.portprobe.PortState;
import io.portprobe.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What became of a port, shared by all that fared the same. Without a state it was not asked.
 *
 * @param state the state, null if there is none
 * @param reason the ground for it, null if there is no state
 * @param evidence what was seen, in words
 */
record Meaning(@Nullable PortState state, @Nullable Reason reason, String evidence) {
  static final Meaning ACCEPTED =
      new Meaning(PortState.LISTENING, Reason.ACCEPTED, "the handshake was done");
  static final Meaning REPLIED =
      new Meaning(PortState.LISTENING, Reason.REPLIED, "a datagram came back");
  static final Meaning TIMED_OUT =
      new Meaning(PortState.FILTERED, Reason.TIMED_OUT, "no answer, however often it was asked");
  static final Meaning SILENT =
      new Meaning(PortState.LISTENING_OR_FILTERED, Reason.SILENT, "no reply");
  static final Meaning NOT_ASKED = new Meaning(null, null, "not asked");
  static final Meaning UNPROVEN =
      new Meaning(
          PortState.LISTENING_OR_FILTERED,
          Reason.SILENT,
          "no reply, which proves nothing here: the host limits its ICMP errors, and there was no"
              + " time to ask again within what it allows");
}
