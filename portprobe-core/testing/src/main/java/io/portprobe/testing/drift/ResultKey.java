package io.portprobe.testing.drift;

import io.portprobe.text.HostSyntax;
import java.util.Comparator;

/**
 * What a result is about. Sorted by host, port, transport and vantage point.
 *
 * @param host a name or an address
 * @param port 1 to 65535, 0 for a name
 * @param transport {@code "tcp"}, {@code "udp"}, or {@code "name"}
 * @param vantage the vantage point, may be empty
 * @param number 1, or which of several results about the same
 */
record ResultKey(String host, int port, String transport, String vantage, int number)
    implements Comparable<ResultKey> {
  private static final Comparator<ResultKey> ORDER =
      Comparator.comparing(ResultKey::host)
          .thenComparing(ResultKey::port)
          .thenComparing(ResultKey::transport)
          .thenComparing(ResultKey::vantage)
          .thenComparing(ResultKey::number);

  /** Returns the key of another result about the same. */
  ResultKey withNumber(int which) {
    return new ResultKey(host, port, transport, vantage, which);
  }

  /** Returns the same key seen from another vantage point. */
  ResultKey from(String where) {
    return new ResultKey(host, port, transport, where, number);
  }

  @Override
  public int compareTo(ResultKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    String subject =
        port == 0 ? "name " + host : transport + "://" + HostSyntax.withPort(host, port);
    return subject
        + (vantage.isEmpty() ? "" : " from " + vantage)
        + (number == 1 ? "" : " #" + number);
  }
}
