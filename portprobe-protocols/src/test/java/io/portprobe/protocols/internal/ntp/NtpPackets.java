package io.portprobe.protocols.internal.ntp;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Packets of time servers for tests. */
final class NtpPackets {
  /** The response of a synchronized server, stratum 2: 2026-01-02T03:04:05.5Z. */
  static final String CHRONY =
      "240206e8 00000a3d 00000f5c c0000201 ed01b3e4 00000000 0000000000000000"
          + "ed01b425 80000000 ed01b425 80000000";

  private NtpPackets() {}

  /** Returns a packet in hexadecimal digits as response to a request. */
  static ByteBuffer response(ByteBuffer request, String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")))
        .putLong(24, request.getLong(40));
  }
}
