package io.portprobe.protocols.mssql;

import io.portprobe.spi.Finding;
import io.portprobe.text.SafeText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The response of a SQL Server Browser (MC-SQLR section 2.2.5). Immutable and thread-safe.
 * Implemented by portprobe only.
 */
public interface SqlServerInstances extends Finding {
  /**
   * Returns the instances of the host.
   *
   * @return an unmodifiable list in the order received
   */
  List<Instance> instances();

  /**
   * Returns the irregularities of the response.
   *
   * @return an unmodifiable list of sentences without a full stop, possibly empty
   */
  List<String> notes();

  /**
   * Returns each key and value as PortQry prints them, separated by a space.
   *
   * @return at least one line
   */
  @Override
  List<String> lines();

  /**
   * An instance of SQL Server.
   *
   * @param values the values by key in the order received, for example {@code ServerName}, {@code
   *     InstanceName}, {@code IsClustered}, {@code Version}, {@code tcp} and {@code np}
   */
  record Instance(Map<String, String> values) {
    /** Copies the map. */
    public Instance {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Returns the name of the instance.
     *
     * @return for example {@code "MSSQLSERVER"}, the default instance; empty if it is missing
     */
    public Optional<String> name() {
      return Optional.ofNullable(values.get("InstanceName"));
    }

    /**
     * Returns the version of the instance.
     *
     * @return for example {@code "16.0.1000.6"}; empty if it is missing
     */
    public Optional<String> version() {
      return Optional.ofNullable(values.get("Version"));
    }

    /**
     * Returns the TCP port of the instance.
     *
     * @return 1 to 65535; empty if the instance does not use TCP
     */
    public OptionalInt tcpPort() {
      String text = values.getOrDefault("tcp", "");
      boolean number = text.matches("[0-9]{1,5}") && Integer.parseInt(text) - 1 < 65_535;
      return number && Integer.parseInt(text) > 0
          ? OptionalInt.of(Integer.parseInt(text))
          : OptionalInt.empty();
    }

    /** Returns the name of the instance. */
    @Override
    public String toString() {
      return SafeText.line(name().orElse("(unnamed)"));
    }
  }
}
