package io.portprobe.protocols.internal.telnet;

import io.portprobe.protocols.telnet.TelnetResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The implementation of {@link TelnetResult}. */
public record DefaultTelnetResult(
    List<String> negotiation, List<String> text, Optional<String> prompt, boolean complete)
    implements TelnetResult {
  private static final int MAX_LINES = 500;

  private static final Pattern LOGIN =
      Pattern.compile("(?:^|\\s)(?:login|user ?name|user|password) ?:$", Pattern.CASE_INSENSITIVE);

  /** Texts of banners that name an operating system. */
  private static final Map<String, String> SYSTEMS =
      Map.of(
          "debian", "Debian",
          "ubuntu", "Ubuntu",
          "freebsd", "FreeBSD",
          "openwrt", "OpenWrt",
          "mikrotik", "MikroTik RouterOS",
          "microsoft telnet", "Windows",
          "user access verification", "Cisco IOS");

  /** Escapes all texts. */
  public DefaultTelnetResult {
    negotiation = SafeText.lines(negotiation);
    text = SafeText.lines(text);
    prompt = prompt.map(SafeText::line);
  }

  static DefaultTelnetResult of(TelnetStream stream, boolean complete) {
    List<String> lines =
        new ArrayList<>(
            Arrays.stream(stream.text().split("\n", -1))
                .map(line -> line.replace("\r", "").stripTrailing())
                .toList());
    String prompt = lines.remove(lines.size() - 1).strip();
    while (!lines.isEmpty() && lines.get(0).isEmpty()) {
      lines.remove(0);
    }
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
      lines.remove(lines.size() - 1);
    }
    return new DefaultTelnetResult(
        stream.negotiation(),
        lines.subList(0, Math.min(lines.size(), MAX_LINES)),
        Optional.of(prompt).filter(line -> !line.isEmpty()),
        complete && lines.size() <= MAX_LINES);
  }

  /** Returns whether only a Telnet server sends this. */
  boolean provesTelnet() {
    return !negotiation.isEmpty() || prompt.map(line -> LOGIN.matcher(line).find()).orElse(false);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    if (!negotiation.isEmpty()) {
      lines.add("options: " + String.join(", ", negotiation));
    }
    text.forEach(line -> lines.add("text: " + line));
    prompt.ifPresent(line -> lines.add("prompt: " + line));
    return lines;
  }

  @Override
  public ServiceFacts facts() {
    String all = (String.join(" ", text) + " " + prompt.orElse("")).toLowerCase(Locale.ROOT);
    return ServiceFacts.of("telnet")
        .withOperatingSystem(
            SYSTEMS.entrySet().stream()
                .filter(entry -> all.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .findFirst()
                .orElse(""));
  }

  @Override
  public String toString() {
    return "Telnet: "
        + negotiation.size()
        + " options, "
        + text.size()
        + " lines"
        + (complete ? "" : ", incomplete");
  }
}
