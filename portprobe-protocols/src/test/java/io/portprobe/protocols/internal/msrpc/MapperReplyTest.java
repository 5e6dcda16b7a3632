package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.portprobe.protocols.internal.msrpc.wire.RpcFormatException;
import io.portprobe.protocols.internal.msrpc.wire.RpcStatus;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapperReplyTest {
  /** One entry, as a server of either byte order sends it: annotation "ab", a tower of 5 octets. */
  private static final String LITTLE =
      """
      00000000 7c07d91f e821 564e 9475a3ccc9bdd128   # 0: handle
      01000000                                       # 20: num_ents
      f4010000 00000000 01000000                     # 24: size, offset, length
      33221100 5544 7766 8899aabbccddeeff            # 36: object
      01000000                                       # 52: referent of the tower
      00000000 03000000 616200 00                    # 56: offset, length, "ab", padding
      05000000 05000000 0000010203 000000            # 68: size, tower_length, octets, padding
      d6a0c916                                       # 84: status
      """;

  private static final String BIG =
      """
      00000000 1fd9077c 21e8 4e56 9475a3ccc9bdd128
      00000001
      000001f4 00000000 00000001
      00112233 4455 6677 8899aabbccddeeff
      00000001
      00000000 00000003 616200 00
      00000005 00000005 0000010203 000000
      16c9a0d6
      """;

  private static MapperReply little(String hex) throws RpcFormatException {
    return MapperReply.readLookup(Hex.octets(hex), ByteOrder.LITTLE_ENDIAN);
  }

  private static void check(MapperReply reply) {
    assertThat(reply.handle().uuid())
        .isEqualTo(UUID.fromString("1fd9077c-21e8-4e56-9475-a3ccc9bdd128"));
    assertThat(reply.handle().isNull()).isFalse();
    assertThat(reply.status()).isEqualTo(RpcStatus.NO_MORE_ENTRIES);
    assertThat(reply.entries()).hasSize(1);
    MapperReply.Entry entry = reply.entries().get(0);
    assertThat(entry.object()).isEqualTo(UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"));
    assertThat(entry.annotation()).containsExactly('a', 'b', 0);
    assertThat(entry.tower()).containsExactly(0, 0, 1, 2, 3);
  }

  @Test
  void read_littleEndian() throws Exception {
    check(little(LITTLE));
  }

  @Test
  void read_bigEndian() throws Exception {
    check(MapperReply.readLookup(Hex.octets(BIG), ByteOrder.BIG_ENDIAN));
  }

  @Test
  void read_noEntriesAndNullHandle_isEmptyPage() throws Exception {
    MapperReply reply = little("00".repeat(20) + "00000000 f4010000 00000000 00000000 d6a0c916");

    assertThat(reply.entries()).isEmpty();
    assertThat(reply.handle().isNull()).isTrue();
    assertThat(reply.status()).isEqualTo(RpcStatus.NO_MORE_ENTRIES);
  }

  @Test
  void read_nullPointer_isNoTower() throws Exception {
    MapperReply reply =
        little(
            "00".repeat(20)
                + "01000000 f4010000 00000000 01000000"
                + "00".repeat(16)
                + "00000000 00000000 01000000 00 000000 00000000");

    assertThat(reply.entries().get(0).tower()).isEmpty();
    assertThat(reply.status()).isEqualTo(RpcStatus.OK);
  }

  @Test
  void read_repeatedReferent_isSameTower() throws Exception {
    String entry = "00".repeat(16) + "07000000 00000000 00000000";
    MapperReply reply =
        little(
            "00".repeat(20)
                + "02000000 f4010000 00000000 02000000"
                + entry
                + entry
                + "02000000 02000000 abcd 0000 00000000");

    assertThat(reply.entries()).hasSize(2);
    assertThat(reply.entries().get(0).tower()).containsExactly(0xab, 0xcd);
    assertThat(reply.entries().get(1).tower()).containsExactly(0xab, 0xcd);
  }

  @Test
  void read_cutOffAnywhere_throwsFormatException() {
    byte[] whole = Hex.octets(LITTLE);
    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> MapperReply.readLookup(cut, ByteOrder.LITTLE_ENDIAN))
          .isInstanceOf(RpcFormatException.class);
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "20 | ffffffff | num_ents: 4294967295 (expected: at most 500)",
        "20 | f5010000 | num_ents: 501 (expected: at most 500)",
        "20 | 02000000 | entries actual_count: 1 (expected: 2)",
        "24 | 00000000 | entries max_count: 0 (expected: at least 1)",
        "28 | 01000000 | entries offset: 1 (expected: 0)",
        "32 | ffffff7f | entries actual_count: 2147483647 (expected: 1)",
        "56 | 01000000 | annotation offset: 1 (expected: 0)",
        "60 | 01010000 | annotation actual_count: 257 (expected: at most 256)",
        "60 | 00010000 | annotation: needs 256 octets at 64 (expected: at most 24, the data ends"
            + " there)",
        "68 | ffffffff | tower max_count: 4294967295 (expected: at most 4096)",
        "72 | 06000000 | tower_length: 6 (expected: 5)",
      })
  void read_wrongCounts_areRejectedFirst(int at, String value, String why) {
    byte[] stub = Hex.octets(LITTLE);
    byte[] lie = Hex.octets(value);
    System.arraycopy(lie, 0, stub, at, lie.length);

    assertThatThrownBy(() -> MapperReply.readLookup(stub, ByteOrder.LITTLE_ENDIAN))
        .isInstanceOf(RpcFormatException.class)
        .hasMessage(why);
  }

  @Test
  void read_moreEntriesThanOctets_isRejectedFirst() {
    String stub = "00".repeat(20) + "f4010000 f4010000 00000000 f4010000" + "00".repeat(100);

    assertThatThrownBy(() -> little(stub)).hasMessage("num_ents: 500 (expected: at most 3)");
  }
}
