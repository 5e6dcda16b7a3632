package io.portprobe.spi;

import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a {@link ScriptedProtocol} heard.
 *
 * @param protocol the name of the protocol
 * @param heard what matched, oldest first: lines without their ends, datagrams, bytes as characters
 * @param values what the named groups of the expressions matched, in the order of their names
 *     within a line; a later match of a name wins, and a group that took no part is not there
 * @param complete whether the script came to its end
 * @param tls what TLS agreed, if there was TLS
 */
public record ScriptFinding(
    String protocol,
    List<String> heard,
    Map<String, String> values,
    boolean complete,
    Optional<TlsInfo> tls)
    implements Finding {
  /** Copies the list and the map, and checks that nothing is null. */
  public ScriptFinding {
    Objects.requireNonNull(protocol, "protocol");
    heard = List.copyOf(heard);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values)); // keeps the order
    Objects.requireNonNull(tls, "tls");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    heard.forEach(line -> lines.add(protocol + " says: " + SafeText.line(line)));
    values.forEach((name, value) -> lines.add(name + ": " + SafeText.line(value)));
    tls.ifPresent(facts -> lines.add("TLS: " + facts.version() + ", " + facts.cipherSuite()));
    if (!complete) {
      lines.add("(incomplete)");
    }
    return List.copyOf(lines);
  }
}
