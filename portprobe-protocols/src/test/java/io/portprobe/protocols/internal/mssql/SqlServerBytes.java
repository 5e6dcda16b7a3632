package io.portprobe.protocols.internal.mssql;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages of SQL Server, as its specifications show them. */
final class SqlServerBytes {
  /** Two instances, the second one without named pipes, as in MC-SQLR section 4.2. */
  static final String TWO_INSTANCES =
      "ServerName;ILSUNG1;InstanceName;YUKONSTD;IsClustered;No;Version;9.00.1399.06;tcp;57137;"
          .concat("np;\\\\ILSUNG1\\pipe\\MSSQL$YUKONSTD\\sql\\query;;")
          .concat("ServerName;ILSUNG1;InstanceName;MSSQLSERVER;IsClustered;No;Version;")
          .concat("9.00.1399.06;tcp;1433;;");

  private SqlServerBytes() {}

  /** Returns a response of the browser. */
  static byte[] browser(String text) {
    byte[] data = text.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(3 + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 5)
        .putShort((short) data.length)
        .put(data)
        .array();
  }

  /** Returns the response of SQL Server 2022 to a PRELOGIN message. */
  static byte[] preLogin() {
    return HexFormat.of()
        .parseHex(
            "0401002b00000100"
                + "00001a0006 0100200001 0200210001 0300220000 0400220001 ff".replace(" ", "")
                + "100003e80006"
                + "03"
                + "00"
                + "00");
  }
}
