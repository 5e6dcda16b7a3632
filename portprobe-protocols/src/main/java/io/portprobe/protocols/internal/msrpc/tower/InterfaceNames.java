package io.portprobe.protocols.internal.msrpc.tower;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The short names of well-known interfaces, from the bundled table {@code rpc-interfaces.tsv} with
 * the columns uuid, version, name, what and annotation, and one header line. The name does not
 * depend on the version, because servers of different ages register different versions.
 */
public final class InterfaceNames {
  private static final String TABLE = "rpc-interfaces.tsv";
  private static final Map<UUID, String> NAMES = read();

  private InterfaceNames() {}

  /** Reads the table, which blocks; otherwise the first use of a name does. */
  public static void load() {
    if (NAMES.isEmpty()) {
      throw new IllegalStateException(TABLE + " is empty");
    }
  }

  /**
   * Returns the name of an interface.
   *
   * @param id the interface UUID
   * @return for example {@code "samr"}; empty if the table does not have it
   */
  public static Optional<String> of(UUID id) {
    return Optional.ofNullable(NAMES.get(id));
  }

  private static Map<UUID, String> read() {
    try (InputStream in = InterfaceNames.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException(TABLE + " is missing beside " + InterfaceNames.class);
      }
      return read(new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII)));
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE, e);
    }
  }

  private static Map<UUID, String> read(BufferedReader rows) throws IOException {
    Map<UUID, String> names = new HashMap<>();
    var unused = rows.readLine(); // the header
    for (String row = rows.readLine(); row != null; row = rows.readLine()) {
      String[] columns = row.split("\t", -1);
      names.put(UUID.fromString(columns[0]), columns[2]);
    }
    return Map.copyOf(names);
  }
}
