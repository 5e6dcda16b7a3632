package io.portprobe.protocols.internal.msrpc.tower;

import static org.assertj.core.api.Assertions.assertThat;

import io.portprobe.protocols.internal.msrpc.Hex;
import io.portprobe.protocols.msrpc.Tower;
import io.portprobe.protocols.msrpc.TowerFloor;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TowerReaderTest {
  private static final String SAMR_TCP =
      """
      0500
      1300 0d 785734123412cdabef000123456789ac 0100 0200 0000
      1300 0d 045d888aeb1cc9119fe808002b104860 0200 0200 0000
      0100 0b 0200 0000
      0100 07 0200 c200
      0100 09 0400 c6124d15
      """;

  private final TowerReader reader = new TowerReader();

  @Test
  void read_wellFormedTower_hasFloors() {
    Tower tower = reader.read(Hex.octets(SAMR_TCP));

    assertThat(tower.announced()).isEqualTo(5);
    assertThat(tower.rest()).isEmpty();
    assertThat(tower.floors())
        .containsExactly(
            new DefaultTowerFloor(0x0d, "785734123412cdabef000123456789ac0100", "0000"),
            new DefaultTowerFloor(0x0d, "045d888aeb1cc9119fe808002b1048600200", "0000"),
            new DefaultTowerFloor(0x0b, "", "0000"),
            new DefaultTowerFloor(0x07, "", "c200"),
            new DefaultTowerFloor(0x09, "", "c6124d15"));
    assertThat(tower.floors())
        .extracting(TowerFloor::toString)
        .containsExactly(
            "12345778-1234-abcd-ef00-0123456789ac 1.0",
            "NDR 2.0",
            "RPC connection-oriented",
            "TCP 49664",
            "IP 198.18.77.21");
  }

  @ParameterizedTest(name = "{0}: {1} floors, rest {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "''                          | 0 | 0     | ''",
        "05                          | 0 | 0     | 05",
        "0500                        | 0 | 5     | ''",
        "0000 ff                     | 0 | 0     | ff",
        "0100 0100 07 0200 0087      | 1 | 1     | ''",
        "0100 0100 07 0200 0087 beef | 1 | 1     | beef",
        "0200 0100 07 0200 0087 0100 | 1 | 2     | 0100",
        "ffff 0100 07 0200 0087      | 1 | 65535 | ''",
        "0100 ffff 07 0200 0087      | 0 | 1     | ffff0702000087",
        "0100 0100 07 ffff 0087      | 0 | 1     | 010007ffff0087",
        "0100 0100 07 0300 0087      | 0 | 1     | 01000703000087",
        "0100 0000 0000              | 1 | 1     | ''",
      })
  void read_wrongLengths_leaveRest(String octets, int floors, int announced, String rest) {
    Tower tower = reader.read(Hex.octets(octets));

    assertThat(tower.floors()).hasSize(floors);
    assertThat(tower.announced()).isEqualTo(announced);
    assertThat(tower.rest()).isEqualTo(rest);
  }

  @Test
  void read_floorWithoutProtocol_isKept() {
    Tower tower = reader.read(Hex.octets("0100 0000 0200 beef"));

    assertThat(tower.floors()).containsExactly(new DefaultTowerFloor(-1, "", "beef"));
    assertThat(tower.floors().get(0)).hasToString("no protocol beef");
  }

  @Test
  void read_cutOffAnywhere_keepsEveryOctet() {
    byte[] whole = Hex.octets(SAMR_TCP);
    for (int length = 0; length <= whole.length; length++) {
      Tower tower = reader.read(Arrays.copyOf(whole, length));
      assertThat(octetsOf(tower, length)).isEqualTo(length);
    }
  }

  @Test
  void read_anyOctets_neverFailsAndDropsNothing() {
    Random random = new Random(42);
    for (int i = 0; i < 20_000; i++) {
      byte[] octets = new byte[random.nextInt(64)];
      random.nextBytes(octets);
      for (int j = 1; j < octets.length; j += 1 + random.nextInt(4)) {
        octets[j] = (byte) random.nextInt(3);
      }
      assertThat(octetsOf(reader.read(octets), octets.length)).isEqualTo(octets.length);
    }
  }

  @Test
  void read_equalFloors_areOneObject() {
    Tower first = reader.read(Hex.octets(SAMR_TCP));
    Tower second = reader.read(Hex.octets(SAMR_TCP));

    assertThat(second.floors().get(1)).isSameAs(first.floors().get(1));
  }

  private static int octetsOf(Tower tower, int length) {
    int count = length < 2 ? 0 : 2; // the floor count itself
    for (TowerFloor floor : tower.floors()) {
      count += 4 + (floor.lhs().length() + floor.rhs().length()) / 2;
      count += floor.protocol() < 0 ? 0 : 1;
    }
    return count + tower.rest().length() / 2;
  }
}
