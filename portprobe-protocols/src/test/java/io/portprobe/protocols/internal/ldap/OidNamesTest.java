package io.portprobe.protocols.internal.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.util.OIDRegistry;
import com.unboundid.util.OIDRegistryItem;
import io.portprobe.protocols.ldap.NamedOid;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OidNamesTest {
  @Test
  void find_knownAndUnknownOid() {
    assertThat(OidNames.find("1.3.6.1.4.1.1466.20037"))
        .isEqualTo(
            new NamedOid(
                "1.3.6.1.4.1.1466.20037", Optional.of("StartTLS"), Optional.of("RFC 4511")));
    assertThat(OidNames.find("1.3.6.1.4.1.1466.2003").name()).isEmpty();
  }

  @Test
  void table_hasUniqueCompleteRows() throws IOException {
    List<String> rows = rows();

    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(rows).allMatch(row -> row.matches("\\d(\\.\\d+)+\t[^\t]+\t[^\t]+"));
    assertThat(rows.stream().map(row -> row.split("\t", -1)[0])).doesNotHaveDuplicates();
  }

  @Test
  void table_rfcsMatchLdapSdkRegistry() throws IOException {
    int compared = 0;
    for (String row : rows()) {
      String[] fields = row.split("\t", -1);
      OIDRegistryItem item = OIDRegistry.getDefault().get(fields[0]);
      if (item != null && fields[2].startsWith("RFC")) {
        assertThat(fields[2]).as(row).isEqualTo(item.getOrigin());
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(40);
  }

  private static List<String> rows() throws IOException {
    try (InputStream table = OidNames.class.getResourceAsStream("oids.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
