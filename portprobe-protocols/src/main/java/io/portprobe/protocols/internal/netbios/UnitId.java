package io.portprobe.protocols.internal.netbios;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The known unit ids that are not a MAC address. */
public final class UnitId {
  /** The length in bytes. */
  static final int LENGTH = 6;

  private UnitId() {}

  /** Returns why a unit id is not a MAC address; empty if it may be one. */
  public static Optional<String> whyNotMacAddress(String hex) {
    if (hex.chars().allMatch(digit -> digit == '0')) {
      return Optional.of(
          "the unit id is zero, as in responses of Samba: the MAC address is not known");
    }
    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    if (text.matches("[0-9.]{" + LENGTH + "}")) {
      return Optional.of(
          "the unit id is the text "
              + text
              + ", as in responses of Samba's domain controller: it is no MAC address, and the"
              + " statistics are not meaningful");
    }
    return Optional.empty();
  }
}
