package io.portprobe.protocols.internal.netbios;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** What is known of unit ids that are no MAC address. */
public final class UnitId {
  /** How many bytes it has. */
  static final int LENGTH = 6;

  private UnitId() {}

  /** Why it cannot be an address; empty if it can. */
  public static Optional<String> whyNotMacAddress(String hex) {
    if (hex.chars().allMatch(digit -> digit == '0')) {
      return Optional.of("the unit id is zero, as Samba answers it: no MAC address is told");
    }
    String text = new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    if (text.matches("[0-9.]{" + LENGTH + "}")) {
      return Optional.of(
          "the unit id is the text "
              + text
              + ", as Samba's domain controller answers: neither it nor the statistics mean much");
    }
    return Optional.empty();
  }
}
