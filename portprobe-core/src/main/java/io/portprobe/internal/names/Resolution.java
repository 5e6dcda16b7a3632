package io.portprobe.internal.names;

import java.net.InetAddress;
import java.util.List;

/**
 * The result of a name resolution. Immutable.
 *
 * @param addresses at least one address, in order of preference
 * @param notes what the reader of a report should know, for example that a name server did not
 *     reply; sentences without a full stop
 */
public record Resolution(List<InetAddress> addresses, List<String> notes) {
  /** Copies the lists. */
  public Resolution {
    addresses = List.copyOf(addresses);
    notes = List.copyOf(notes);
  }
}
