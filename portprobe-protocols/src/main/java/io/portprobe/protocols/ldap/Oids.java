package io.portprobe.protocols.ldap;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the object identifiers of a rootDSE stand for: {@code oids.tsv}, with columns oid, name and
 * source.
 */
final class Oids {
  private static final Map<String, List<String>> NAMED = Tables.read("oids.tsv");

  private Oids() {}

  static NamedOid name(String oid) {
    List<String> row = NAMED.get(oid);
    return row == null
        ? new NamedOid(oid, Optional.empty(), Optional.empty())
        : new NamedOid(oid, Optional.of(row.get(1)), Optional.of(row.get(2)));
  }
}
