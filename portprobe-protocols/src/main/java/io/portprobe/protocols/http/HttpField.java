package io.portprobe.protocols.http;

/**
 * A header field of an HTTP response (RFC 9110 section 5). Immutable and thread-safe. Implemented
 * by portprobe only.
 */
public interface HttpField {
  /**
   * Returns the name of the field.
   *
   * @return the name as the server sent it, for example {@code "Content-Type"}
   */
  String name();

  /**
   * Returns the value of the field.
   *
   * @return text of the server, without spaces around it; it may contain any character
   */
  String value();
}
