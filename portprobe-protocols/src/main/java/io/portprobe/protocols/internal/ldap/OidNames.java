package io.portprobe.protocols.internal.ldap;

import io.portprobe.protocols.ldap.NamedOid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of object identifiers: {@code oids.tsv}, with columns oid, name and source. */
final class OidNames {
  private static final Map<String, List<String>> NAMED = TsvResource.read("oids.tsv");

  private OidNames() {}

  /** Returns an identifier with its name, if it is known. */
  static NamedOid find(String oid) {
    List<String> row = NAMED.get(oid);
    return row == null
        ? new NamedOid(oid, Optional.empty(), Optional.empty())
        : new NamedOid(oid, Optional.of(row.get(1)), Optional.of(row.get(2)));
  }
}
