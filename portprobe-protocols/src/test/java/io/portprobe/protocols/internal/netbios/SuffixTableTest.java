package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.netbios.SuffixTable.Row;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuffixTableTest {
  private final SuffixTable table = SuffixTable.bundled();

  @ParameterizedTest(name = "{0} <{1}> {2}: {3}")
  @CsvSource({
    "PC, 00, unique, COMPUTER, Workstation service",
    "IS~PC, 00, unique, OTHER, Internet Information Services",
    "WORKGROUP, 00, group, GROUP, Domain or workgroup name; browser clients and servers of that"
        + " group",
    "__SAMBA__, 00, group, OTHER, Samba",
    "CORP, 1b, unique, DOMAIN, Domain master browser; its holder is the primary domain controller",
    "CORP, 1c, group, DOMAIN, Domain controllers of the domain",
    "INet~Services, 1c, group, OTHER, Internet Information Services",
    "PC, 20, unique, COMPUTER, File server (Server service)",
    "Forte_$ND800ZA, 20, unique, OTHER, DCA IrmaLan gateway server",
    "IRISMULTICAST, 2f, group, OTHER, Lotus Notes",
    "PC, bf, unique, OTHER, Network Monitor application",
  })
  void find_knownSuffix_hasMeaning(
      String name, String suffix, String kind, SuffixTable.Kind is, String meaning) {
    Row row =
        table
            .find(name, Integer.parseInt(suffix, 16), kind.equals("group"), Set.of())
            .orElseThrow();
    assertThat(row.kind()).isEqualTo(is);
    assertThat(row.meaning()).isEqualTo(meaning);
  }

  @Test
  void find_unknownSuffix_isEmpty() {
    assertThat(table.find("PC", 0x99, false, Set.of())).isEmpty();
    assertThat(table.find("PC", 0xbf, true, Set.of())).isEmpty();
    assertThat(table.find("OTHER", 0x2f, true, Set.of())).isEmpty();
  }

  @Test
  void parse_missingColumn_throws() {
    assertThatThrownBy(() -> SuffixTable.parse("00\tunique\t*"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("00\tunique\t*");
  }
}
