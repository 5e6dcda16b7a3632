package io.portprobe.protocols.internal.greeting;

/** A decoder of one reply. Not thread-safe. */
interface ReplyReader {
  /** What a line means for the reply. */
  enum Progress {
    /** More lines belong to the reply. */
    INCOMPLETE,
    /** The reply is complete. */
    COMPLETE,
    /** The line cannot be a part of a reply of the protocol. */
    INVALID
  }

  /** Processes the next line. */
  Progress add(String line);

  /** Returns the reply. Only after {@link Progress#COMPLETE}. */
  Reply reply();
}
