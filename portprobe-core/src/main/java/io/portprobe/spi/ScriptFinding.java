package io.portprobe.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The finding of a {@link ScriptedProtocol}. Immutable and thread-safe. A later version may add
 * methods.
 */
public interface ScriptFinding extends Finding {
  /**
   * Returns the name of the protocol.
   *
   * @return the name in lower case
   */
  String protocol();

  /**
   * Returns what the peer sent and the script matched, oldest first: lines without their line ends,
   * datagrams, or bytes as ISO 8859-1 characters.
   *
   * @return an immutable list
   */
  List<String> received();

  /**
   * Returns the values of the named groups of the expressions, in the order in which they matched.
   * If a name matched several times, the last value counts. Groups that did not match are missing.
   *
   * @return an immutable map from group name to value
   */
  Map<String, String> values();

  /**
   * Returns the name of the protocol, and as product, version and operating system the values of
   * the groups {@code product}, {@code version} and {@code system}.
   *
   * @return the facts that the script has groups for
   */
  @Override
  ServiceFacts facts();

  /**
   * Returns whether the script reached its end.
   *
   * @return false for a partial finding
   */
  boolean complete();

  /**
   * Returns the result of the TLS handshake.
   *
   * @return empty without TLS
   */
  Optional<TlsInfo> tls();
}
