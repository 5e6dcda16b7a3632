package io.portprobe.examples.portqry.interactive;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.examples.portqry.options.Ports;
import io.portprobe.examples.portqry.options.Targets;
import io.portprobe.examples.portqry.options.Transports;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The words after {@code q} that name the ports of a service. */
final class Shortcut {
  private static final List<Transport> TCP = List.of(Transport.TCP);
  private static final List<Transport> UDP = List.of(Transport.UDP);

  private static final Map<String, List<Targets>> ALL = new TreeMap<>();

  static {
    put("dns", Transports.BOTH, 53);
    put("ftp", TCP, 21);
    put("imap", TCP, 143);
    put("ipsec", UDP, 500);
    put("isa", Transports.BOTH, 1745);
    put("l2tp", UDP, 1701);
    put("ldap", Transports.BOTH, 389);
    put("mail", TCP, 25, 110, 143);
    put("pop3", TCP, 110);
    put("rpc", Transports.BOTH, 135);
    put("smtp", TCP, 25);
    put("snmp", UDP, 161);
    ALL.put("sql", List.of(targets(TCP, 1433), targets(UDP, 1434)));
    put("tftp", UDP, 69);
  }

  private Shortcut() {}

  /** Returns the ports of a shortcut, in any case. */
  static List<Targets> targets(String word) throws PortqryException {
    List<Targets> targets = ALL.get(word.toLowerCase(Locale.ROOT));
    if (targets == null) {
      throw PortqryException.badValue("query", word, names());
    }
    return targets;
  }

  /** Returns all shortcuts, for the help. */
  static String names() {
    return String.join(", ", ALL.keySet());
  }

  private static void put(String word, List<Transport> transports, Integer... ports) {
    ALL.put(word, List.of(targets(transports, ports)));
  }

  private static Targets targets(List<Transport> transports, Integer... ports) {
    return new Targets(transports, new Ports(List.of(ports), false));
  }
}
