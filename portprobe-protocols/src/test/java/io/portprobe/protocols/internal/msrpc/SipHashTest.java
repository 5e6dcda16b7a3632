package io.portprobe.protocols.internal.msrpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipHashTest {
  private static final long KEY_0 = 0x0706050403020100L;
  private static final long KEY_1 = 0x0f0e0d0c0b0a0908L;

  /** The test vectors of the reference implementation: octets 0, 1, 2, ... and the key 0 to 15. */
  @ParameterizedTest
  @CsvSource({
    "0, 726fdb47dd0e0e31",
    "1, 74f839c593dc67fd",
    "7, ab0200f58b01d137",
    "8, 93f5f5799a932462",
    "15, a129ca6149be45e5"
  })
  void octets_ofReference_haveItsHash(int length, String expected) {
    assertThat(SipHash.of(KEY_0, KEY_1, counting(length)))
        .isEqualTo(Long.parseUnsignedLong(expected, 16));
  }

  @Test
  void otherKey_givesOtherHash() {
    ByteBuffer octets = counting(40);

    assertThat(SipHash.of(KEY_0 + 1, KEY_1, octets)).isNotEqualTo(SipHash.of(KEY_0, KEY_1, octets));
    assertThat(octets.remaining()).isEqualTo(40);
  }

  private static ByteBuffer counting(int length) {
    ByteBuffer octets = ByteBuffer.allocate(length);
    for (int i = 0; i < length; i++) {
      octets.put((byte) i);
    }
    return octets.flip();
  }
}
