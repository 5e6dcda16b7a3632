package io.portprobe.protocols.internal.vnc;

import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version message (RFC 6143 section 7.1.1): {@code RFB 003.008} and a line feed. */
record RfbVersion(int major, int minor) {
  static final int LENGTH = 12;

  private static final int APPLE_MINOR = 889;
  private static final Pattern FORM = Pattern.compile("RFB ([0-9]{3})\\.([0-9]{3})\n");

  /** Returns the version at the start of received bytes; empty if there is none. */
  static Optional<RfbVersion> read(ByteBuffer received) {
    if (received.remaining() < LENGTH) {
      return Optional.empty();
    }
    byte[] start = new byte[LENGTH];
    received.get(received.position(), start);
    Matcher parts = FORM.matcher(new String(start, StandardCharsets.ISO_8859_1));
    return parts.matches()
        ? Optional.of(
            new RfbVersion(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))))
        : Optional.empty();
  }

  /** Returns the version that the client sends: 3.3, 3.7 or 3.8. */
  RfbVersion ofClient() {
    if (major > 3 || (major == 3 && minor >= 8)) {
      return new RfbVersion(3, 8);
    }
    return new RfbVersion(3, major == 3 && minor == 7 ? 7 : 3);
  }

  byte[] encode() {
    return String.format(Locale.ROOT, "RFB %03d.%03d\n", major, minor)
        .getBytes(StandardCharsets.US_ASCII);
  }

  ServiceFacts facts() {
    ServiceFacts facts = ServiceFacts.of("vnc");
    return major == 3 && minor == APPLE_MINOR
        ? facts.withProduct("Apple Remote Desktop").withOperatingSystem("macOS")
        : facts;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
