package io.portprobe.protocols.internal.quic;

import io.portprobe.protocols.quic.QuicVersions;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** The implementation of {@link QuicVersions}. */
public record DefaultQuicVersions(List<String> versions, List<Long> numbers, boolean greased)
    implements QuicVersions {
  private static final int V1 = 1;
  private static final int V2 = 0x6b33_43cf; // RFC 9369 section 3.1
  private static final int DRAFT = 0xff00_0000;

  /** Copies the lists. */
  public DefaultQuicVersions {
    versions = List.copyOf(versions);
    numbers = List.copyOf(numbers);
  }

  static QuicVersions of(List<Integer> versions, boolean greased) {
    return new DefaultQuicVersions(
        versions.stream().map(DefaultQuicVersions::name).toList(),
        versions.stream().map(Integer::toUnsignedLong).toList(),
        greased);
  }

  private static String name(int version) {
    if (version == V1 || version == V2) {
      return version == V1 ? "QUIC v1" : "QUIC v2";
    }
    if ((version & 0xffff_ff00) == DRAFT) {
      return "draft-" + (version & 0xff);
    }
    String text =
        new String(ByteBuffer.allocate(4).putInt(version).array(), StandardCharsets.ISO_8859_1);
    return text.matches("[QT][0-9]{3}") ? text : "0x" + HexFormat.of().toHexDigits(version);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    if (greased) {
      lines.add("The server also sent a reserved version.");
    }
    return lines;
  }

  /** A server may send the reserved version at random, and the others in any order. */
  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("quic")
        .withVolatileComponents("greased")
        .withVolatileLines("The server also sent a reserved version.");
  }

  @Override
  public String toString() {
    return SafeText.line("QUIC versions: " + String.join(", ", versions));
  }
}
