package io.portprobe.spi;

import java.util.List;

/**
 * What a protocol learned: an immutable value, best a record, whose components are JDK types and
 * further records (so that JSON can be made of it without knowing it).
 */
public interface Finding {
  /**
   * The finding for people.
   *
   * @return one or more lines without line breaks and control characters
   */
  List<String> lines();
}
