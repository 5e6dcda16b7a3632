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
 * Short names of well-known interfaces, from the bundled table {@code rpc-interfaces.tsv}: columns
 * uuid, version, name, what, annotation, one head line. A UUID has one name whatever its version,
 * as servers of different ages register different ones.
 */
public final class InterfaceNames {
  private static final String TABLE = "rpc-interfaces.tsv";
  private static final Map<UUID, String> NAMES = read();

  private InterfaceNames() {}

  /** Reads the table now, which blocks, and not when the first name is looked up. */
  public static void load() {
    if (NAMES.isEmpty()) {
      throw new IllegalStateException(TABLE + " is empty");
    }
  }

  /**
   * Looks a name up.
   *
   * @param id the interface UUID
   * @return for example {@code "samr"}; empty if the table does not know it
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

  private static Map<UUID, String> read(BufferedReader rows) {
    Map<UUID, String> names = new HashMap<>();
    rows.lines()
        .skip(1)
        .map(row -> row.split("\t", -1))
        .forEach(columns -> names.put(UUID.fromString(columns[0]), columns[2]));
    return Map.copyOf(names);
  }
}
