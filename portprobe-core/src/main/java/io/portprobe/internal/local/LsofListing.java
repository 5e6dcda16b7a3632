package io.portprobe.internal.local;

import io.portprobe.Transport;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code lsof -nP -F pcutPn}: one field a line, which starts with the letter of the
 * field. A set of a process (p, c, u) precedes the sets of its files (f, t, P, n).
 */
final class LsofListing {
  private final List<BoundSocket> sockets = new ArrayList<>();
  private long pid;
  private String command = "";
  private int uid = BoundSocket.UNKNOWN_OWNER;
  private boolean ipv6;
  private @Nullable Transport transport;

  private LsofListing() {}

  /**
   * Returns the sockets that receive what is sent to their port. Lines in another form, and
   * connected sockets, are skipped.
   */
  static List<BoundSocket> sockets(List<String> lsof) {
    LsofListing listing = new LsofListing();
    lsof.stream().filter(line -> line.length() > 1).forEach(listing::read);
    return List.copyOf(listing.sockets);
  }

  private void read(String line) {
    String value = line.substring(1);
    switch (line.charAt(0)) {
      case 'p' -> {
        pid = number(value, Long.MAX_VALUE);
        command = "";
        uid = BoundSocket.UNKNOWN_OWNER;
      }
      case 'c' -> command = SafeText.line(value);
      case 'u' -> uid = (int) number(value, Integer.MAX_VALUE);
      case 'f' -> transport = null;
      case 't' -> ipv6 = value.equals("IPv6");
      case 'P' ->
          transport =
              value.equals("TCP") ? Transport.TCP : value.equals("UDP") ? Transport.UDP : null;
      case 'n' -> name(value);
      default -> {
        // a field that was not requested
      }
    }
  }

  /** Reads {@code ADDRESS:PORT}, where {@code *} is the address or port of a wildcard. */
  private void name(String name) {
    int colon = name.lastIndexOf(':');
    Transport over = transport;
    if (over == null || colon < 0 || name.contains("->")) {
      return;
    }
    long port = number(name.substring(colon + 1), 65_535);
    String host = name.substring(0, colon);
    InetAddress address =
        NetstatListing.address(host.equals("*") ? (ipv6 ? "::" : "0.0.0.0") : host);
    if (port > 0 && pid > 0 && address != null) {
      sockets.add(
          new BoundSocket(over, address, (int) port, uid, 0, new SocketProcess(pid, command)));
    }
  }

  /** Returns a number; -1 if the text is none, or too large. */
  private static long number(String text, long max) {
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    long number = Long.parseLong(text);
    return number <= max ? number : -1;
  }
}
