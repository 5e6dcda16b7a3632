package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.internal.text.ProductVersion;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identification of a server: {@code SSH-protoversion-softwareversion SP comments} (RFC 4253
 * section 4.2).
 *
 * @param line the whole line
 * @param comments empty if there are none
 */
record Identification(String line, String protocolVersion, String software, String comments) {
  /** The identification of this client, which only an echo server sends to it. */
  static final String CLIENT = "SSH-2.0-portprobe";

  /** The longest identification of RFC 4253, with CR LF. Some servers send longer comments. */
  static final int MAX_LENGTH = 4096;

  private static final Pattern FORM =
      Pattern.compile("SSH-([0-9]{1,3}\\.[0-9]{1,3})-([^ ]*)(?: (.*))?");

  private static final String WINDOWS = "_for_Windows";

  /** Beginnings of comments and software versions that name an operating system. */
  private static final Map<String, String> SYSTEMS =
      Map.ofEntries(
          Map.entry("Debian", "Debian"),
          Map.entry("Raspbian", "Raspbian"),
          Map.entry("Ubuntu", "Ubuntu"),
          Map.entry("FreeBSD", "FreeBSD"),
          Map.entry("NetBSD", "NetBSD"),
          Map.entry("HPN-", "FreeBSD"),
          Map.entry("Cisco-", "Cisco IOS"),
          Map.entry("ROSSSH", "MikroTik RouterOS"),
          Map.entry("Sun_SSH", "Solaris"));

  /** Returns the parts of a line; empty if it is not an identification. */
  static Optional<Identification> parse(String line) {
    String whole = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    Matcher parts = FORM.matcher(whole);
    if (whole.length() > MAX_LENGTH || whole.equals(CLIENT) || !parts.matches()) {
      return Optional.empty();
    }
    String comments = Optional.ofNullable(parts.group(3)).orElse("");
    return Optional.of(new Identification(whole, parts.group(1), parts.group(2), comments));
  }

  /** Returns whether the server speaks protocol 2.0 (RFC 4253 section 5.1). */
  boolean isVersion2() {
    return protocolVersion.equals("1.99") || protocolVersion.startsWith("2.");
  }

  ServiceFacts facts() {
    ProductVersion parts = ProductVersion.of(software);
    boolean windows = parts.product().endsWith(WINDOWS);
    String product =
        windows
            ? parts.product().substring(0, parts.product().length() - WINDOWS.length())
            : parts.product();
    return ServiceFacts.of("ssh")
        .withProduct(product.equals("dropbear") ? "Dropbear" : product)
        .withVersion(parts.version())
        .withOperatingSystem(windows ? "Windows" : system());
  }

  private String system() {
    return SYSTEMS.entrySet().stream()
        .filter(entry -> comments.startsWith(entry.getKey()) || software.startsWith(entry.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  @Override
  public String toString() {
    return SafeText.line(line, 255);
  }
}
