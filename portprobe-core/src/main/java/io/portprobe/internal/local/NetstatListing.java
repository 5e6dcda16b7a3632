package io.portprobe.internal.local;

import io.portprobe.Transport;
import io.portprobe.text.AddressSyntax;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code netstat -ano} and {@code tasklist /fo csv /nh} of Windows. The names of TCP
 * states depend on the language of the system; a listening socket is recognised by its foreign port
 * 0.
 */
final class NetstatListing {
  private static final Pattern ROW =
      Pattern.compile(
          "\\s*(?<transport>TCP|UDP)\\s+(?<local>\\S+):(?<port>\\d{1,5})\\s+(?<foreign>\\S+)"
              + "(?:\\s+(?<state>\\S+(?: \\S+)?))?\\s+(?<pid>\\d{1,10})\\s*");
  private static final Pattern TASK =
      Pattern.compile("\"(?<name>[^\"]*)\",\"(?<pid>\\d{1,10})\",.*");

  private NetstatListing() {}

  /** Returns the names of processes by their id. Lines in another form are skipped. */
  static Map<Long, String> tasks(List<String> tasklist) {
    Map<Long, String> names = new HashMap<>();
    for (String line : tasklist) {
      Matcher task = TASK.matcher(line);
      if (task.matches()) {
        names.put(Long.parseLong(task.group("pid")), SafeText.line(task.group("name")));
      }
    }
    return names;
  }

  /**
   * Returns the sockets that receive what is sent to their port. Lines in another form are skipped:
   * headings, and connections.
   *
   * @param tasks the names of processes by their id
   */
  static List<BoundSocket> sockets(List<String> netstat, Map<Long, String> tasks) {
    List<BoundSocket> sockets = new ArrayList<>();
    for (String line : netstat) {
      Matcher row = ROW.matcher(line);
      if (!row.matches() || !isUnconnected(row.group("foreign"))) {
        continue;
      }
      InetAddress address = address(row.group("local"));
      int port = Integer.parseInt(row.group("port"));
      if (address == null || port < 1 || port > 65_535) {
        continue;
      }
      long pid = Long.parseLong(row.group("pid"));
      sockets.add(
          new BoundSocket(
              Transport.valueOf(row.group("transport")),
              address,
              port,
              BoundSocket.UNKNOWN_OWNER,
              0,
              new SocketProcess(pid, tasks.getOrDefault(pid, ""))));
    }
    return List.copyOf(sockets);
  }

  private static boolean isUnconnected(String foreign) {
    return foreign.equals("0.0.0.0:0") || foreign.equals("[::]:0") || foreign.equals("*:*");
  }

  /** Returns an address without its zone; null if the text has another form. */
  static @Nullable InetAddress address(String text) {
    String bare =
        text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
    int zone = bare.indexOf('%');
    byte[] bytes = AddressSyntax.bytes(zone < 0 ? bare : bare.substring(0, zone));
    try {
      return bytes == null ? null : InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) { // the length is right
      throw new IllegalStateException(impossible);
    }
  }
}
