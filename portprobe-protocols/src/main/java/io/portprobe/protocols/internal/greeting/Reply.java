package io.portprobe.protocols.internal.greeting;

import java.util.List;

/**
 * One reply of a server.
 *
 * @param status the code or word, for example {@code "250"}, {@code "+OK"} or {@code "BAD"}
 * @param text the rest of the line with the status
 * @param data the content of the other lines: the texts of a multi-line reply, the lines of a
 *     block, or untagged responses
 * @param raw all lines as received
 */
record Reply(String status, String text, List<String> data, List<String> raw) {
  Reply {
    data = List.copyOf(data);
    raw = List.copyOf(raw);
  }

  boolean is(String expected) {
    return status.equals(expected);
  }
}
