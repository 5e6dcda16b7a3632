package io.portprobe.spi;

/**
 * The reaction of the servers of a protocol to a request of another protocol; see {@link
 * Protocol#foreignReaction()}. More constants may follow.
 */
public enum ForeignReaction {
  /** Different servers do different things, or it is not known. */
  VARIES,
  /** They close the connection without a response, since the bytes are no valid message. */
  CLOSES,
  /** They send nothing and wait, for example for the rest of a long message. */
  WAITS,
  /** They respond, for example with an error. */
  RESPONDS,
  /** They send a greeting before they receive anything, so that a request is rarely needed. */
  GREETS
}
