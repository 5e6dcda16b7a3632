package io.portprobe.protocols.internal.ntp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.portprobe.protocols.ntp.NtpResponse;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.Durations;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The implementation of {@link NtpResponse}. */
public record DefaultNtpResponse(
    int version,
    Leap leap,
    int stratum,
    Optional<String> kissCode,
    String referenceId,
    Optional<Duration> offset,
    Optional<Duration> delay,
    Optional<Instant> serverTime,
    Optional<Instant> referenceTime,
    Duration rootDelay,
    Duration rootDispersion,
    int precision,
    int poll)
    implements NtpResponse {
  private static final int MAX_STRATUM = 15;
  private static final double NANOS = 1e9;

  /** Decodes a packet of 48 bytes or more that was received as response to a request. */
  static DefaultNtpResponse decode(ByteBuffer packet, Instant sent, Instant received) {
    int stratum = packet.get(1) & 0xff;
    byte[] id = new byte[4];
    packet.get(12, id);
    String text = new String(id, ISO_8859_1).replace("\0", "").strip();
    boolean isText = !text.isEmpty() && text.chars().allMatch(SafeText::isPrintableAscii);
    Optional<Instant> arrived = NtpTimestamp.instant(packet.getLong(32));
    Optional<Instant> left = NtpTimestamp.instant(packet.getLong(40));
    boolean kiss = stratum == 0 && isText && text.length() == id.length;
    boolean timed = !kiss && arrived.isPresent() && left.isPresent();
    return new DefaultNtpResponse(
        (packet.get(0) >> 3) & 7,
        leap((packet.get(0) >> 6) & 3),
        stratum,
        kiss ? Optional.of(text) : Optional.empty(),
        stratum <= 1 && isText ? text : address(id),
        timed ? Optional.of(offset(sent, arrived.get(), left.get(), received)) : Optional.empty(),
        timed ? Optional.of(delay(sent, arrived.get(), left.get(), received)) : Optional.empty(),
        timed ? left : Optional.empty(),
        NtpTimestamp.instant(packet.getLong(16)),
        NtpTimestamp.duration(packet.getInt(4)),
        NtpTimestamp.duration(packet.getInt(8)),
        packet.get(3),
        packet.get(2));
  }

  private static Leap leap(int indicator) {
    return switch (indicator) {
      case 0 -> Leap.NO_WARNING;
      case 1 -> Leap.LAST_MINUTE_HAS_61_SECONDS;
      case 2 -> Leap.LAST_MINUTE_HAS_59_SECONDS;
      default -> Leap.UNSYNCHRONIZED;
    };
  }

  /** The formula of RFC 5905 section 8, figure 19. */
  private static Duration offset(Instant t1, Instant t2, Instant t3, Instant t4) {
    return Durations.part(Duration.between(t1, t2).plus(Duration.between(t4, t3)), 2);
  }

  private static Duration delay(Instant t1, Instant t2, Instant t3, Instant t4) {
    return Duration.between(t1, t4).minus(Duration.between(t2, t3));
  }

  private static String address(byte[] id) {
    return (id[0] & 0xff) + "." + (id[1] & 0xff) + "." + (id[2] & 0xff) + "." + (id[3] & 0xff);
  }

  @Override
  public boolean isSynchronized() {
    return leap != Leap.UNSYNCHRONIZED && stratum >= 1 && stratum <= MAX_STRATUM;
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("ntp")
        .withVolatileComponents(
            "offset", "delay", "serverTime", "referenceTime", "rootDelay", "rootDispersion", "poll")
        .withVolatileLines(
            "server time:",
            "clock offset:",
            "delay:",
            "root delay:",
            "root dispersion:",
            "last set:");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    lines.add("reference: " + referenceId);
    serverTime.ifPresent(time -> lines.add("server time: " + time));
    offset.ifPresent(
        time -> lines.add("clock offset: " + seconds("%+.6f", time) + " relative to this host"));
    delay.ifPresent(time -> lines.add("delay: " + seconds("%.6f", time)));
    lines.add("root delay: " + seconds("%.6f", rootDelay));
    lines.add("root dispersion: " + seconds("%.6f", rootDispersion));
    lines.add("leap: " + leap.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    referenceTime.ifPresent(time -> lines.add("last set: " + time));
    return SafeText.lines(lines);
  }

  private static String seconds(String format, Duration time) {
    return String.format(Locale.ROOT, format, time.getSeconds() + time.getNano() / NANOS) + " s";
  }

  @Override
  public String toString() {
    return SafeText.line(
        "NTP version "
            + version
            + kissCode
                .map(code -> ", kiss-o'-death " + code)
                .orElse(", stratum " + stratum + (isSynchronized() ? "" : ", not synchronized")));
  }
}
