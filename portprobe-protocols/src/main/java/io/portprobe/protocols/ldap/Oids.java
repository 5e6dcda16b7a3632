package io.portprobe.protocols.ldap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the object identifiers of a rootDSE stand for: {@code oids.tsv}, with columns oid, name and
 * source.
 */
final class Oids {
  private static final String TABLE = "oids.tsv";
  private static final Map<String, NamedOid> NAMED = read();

  private Oids() {}

  static NamedOid name(String oid) {
    NamedOid named = NAMED.get(oid);
    return named != null ? named : new NamedOid(oid, Optional.empty(), Optional.empty());
  }

  private static Map<String, NamedOid> read() {
    try (InputStream table = Oids.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + ": missing from the jar");
      }
      return new BufferedReader(new InputStreamReader(table, StandardCharsets.UTF_8))
          .lines()
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .map(line -> line.split("\t", -1))
          .map(f -> new NamedOid(f[0], Optional.of(f[1]), Optional.of(f[2])))
          .collect(Collectors.toUnmodifiableMap(NamedOid::oid, named -> named));
    } catch (IOException e) {
      throw new UncheckedIOException(TABLE, e);
    }
  }
}
