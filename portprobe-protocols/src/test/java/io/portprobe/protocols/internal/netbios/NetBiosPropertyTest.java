package io.portprobe.protocols.internal.netbios;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class NetBiosPropertyTest {
  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings().withChars("ABCXYZ019-_$.!").ofMinLength(1).ofMaxLength(15);
  }

  /** Decodes the first-level encoding, half a byte at a time (RFC 1001 section 14.1). */
  @Property
  void request_containsInquiry(
      @ForAll("names") String name,
      @ForAll @IntRange(max = 255) int suffix,
      @ForAll @IntRange(max = 65_535) int id) {
    String text = String.format("%s#%02x", name, suffix);
    NetBiosName asked = NetBiosName.of(text, 0);

    ByteBuffer request =
        ByteBuffer.wrap(NameServiceRequest.encode(id, asked, NameServiceRequest.NB, ""));

    assertThat(request.remaining()).isEqualTo(50);
    assertThat(request.getShort(0) & 0xffff).isEqualTo(id);
    byte[] decoded = new byte[16];
    for (int i = 0; i < decoded.length; i++) {
      int high = request.get(13 + 2 * i) - 'A';
      int low = request.get(14 + 2 * i) - 'A';
      assertThat(high | low).isBetween(0, 15);
      decoded[i] = (byte) ((high << 4) | low);
    }
    assertThat(new String(decoded, 0, 15, StandardCharsets.ISO_8859_1).stripTrailing())
        .isEqualTo(name);
    assertThat(decoded[15] & 0xff).isEqualTo(suffix);
  }
}
