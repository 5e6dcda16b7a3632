package io.portprobe.protocols.internal.sip;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.internal.text.ProductVersion;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A response (RFC 3261 section 7.2).
 *
 * @param headers at most 200, in the order received
 */
record SipResponse(int status, String reason, List<Header> headers) {
  private static final int MAX_BYTES = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_NAMES = 100;

  private static final String VERSION = "SIP/2.0 ";
  private static final byte[] START = VERSION.getBytes(StandardCharsets.US_ASCII);
  private static final Pattern STATUS_LINE =
      Pattern.compile(Pattern.quote(VERSION) + "([1-6][0-9]{2})(?: (.*))?");

  /** The short names of headers (section 7.3.3). */
  private static final Map<String, String> SHORT_NAMES =
      Map.of("v", "via", "i", "call-id", "k", "supported");

  /**
   * A header.
   *
   * @param name in lower case, never the short form
   */
  record Header(String name, String value) {}

  /** Returns the response that bytes start with; empty if they do not start with one. */
  static Optional<SipResponse> read(ByteBuffer received) {
    if (!PeerText.startsWith(received, START)) {
      return Optional.empty();
    }
    byte[] bytes = new byte[Math.min(received.remaining(), MAX_BYTES)];
    received.get(received.position(), bytes);
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] lines = text.split("\r\n", MAX_HEADERS + 2);
    Matcher status = STATUS_LINE.matcher(lines[0]);
    if (lines.length < 2 || !status.matches()) {
      return Optional.empty();
    }
    List<Header> headers = new ArrayList<>();
    for (int i = 1; i < Math.min(lines.length, MAX_HEADERS + 1) && !lines[i].isEmpty(); i++) {
      add(headers, lines[i]);
    }
    return Optional.of(
        new SipResponse(
            Integer.parseInt(status.group(1)),
            Optional.ofNullable(status.group(2)).orElse(""),
            headers));
  }

  /** Adds a header, or continues the last one (section 7.3.1). */
  private static void add(List<Header> headers, String line) {
    int colon = line.indexOf(':');
    if ((line.startsWith(" ") || line.startsWith("\t")) && !headers.isEmpty()) {
      Header last = headers.remove(headers.size() - 1);
      headers.add(new Header(last.name(), last.value() + " " + line.strip()));
    } else if (colon > 0) {
      String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
      headers.add(
          new Header(SHORT_NAMES.getOrDefault(name, name), line.substring(colon + 1).strip()));
    }
  }

  /** Returns whether the response has the identifiers of a request (section 17.1.3). */
  boolean answers(SipRequest request) {
    return parameter("branch").filter(request.branch()::equals).isPresent()
        && first("call-id").filter(request.callId()::equals).isPresent()
        && first("cseq").filter(request.sequence()::equals).isPresent();
  }

  boolean isProvisional() {
    return status < 200;
  }

  Optional<String> first(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .findFirst();
  }

  /** Returns the elements of all headers of a name, which are separated by commas. */
  List<String> list(String name) {
    return headers.stream()
        .filter(header -> header.name().equals(name))
        .flatMap(header -> Arrays.stream(header.value().split(",")))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .limit(MAX_NAMES)
        .toList();
  }

  Optional<String> software() {
    return first("server").or(() -> first("user-agent")).filter(text -> !text.isEmpty());
  }

  /** Returns the address of the client as the server sees it (RFC 3581 section 4). */
  Optional<String> clientAddress() {
    Optional<String> host = parameter("received");
    Optional<String> port = parameter("rport").filter(text -> !text.isEmpty());
    if (host.isEmpty() && port.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(host.orElse("") + port.map(text -> ":" + text).orElse(""));
  }

  /** Returns a parameter of the first Via. */
  private Optional<String> parameter(String name) {
    String via = first("via").orElse("");
    return Arrays.stream(via.split(",", 2)[0].split(";"))
        .map(String::strip)
        .filter(text -> text.startsWith(name + "="))
        .map(text -> text.substring(name.length() + 1).strip())
        .findFirst();
  }

  ServiceFacts facts() {
    return facts(software());
  }

  static ServiceFacts facts(Optional<String> software) {
    ProductVersion parts = ProductVersion.of(software.orElse(""));
    return ServiceFacts.of("sip").withProduct(parts.product()).withVersion(parts.version());
  }

  /** Leaves out the texts, which come from the peer. */
  @Override
  public String toString() {
    return "SIP " + status;
  }
}
