package io.portprobe.protocols.internal.l2tp;

import io.portprobe.protocols.l2tp.L2tpServer;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/** An {@link L2tpServer} whose components are the accessors of the interface. */
record DefaultL2tpServer(
    boolean accepted,
    Optional<String> hostName,
    Optional<String> vendor,
    OptionalInt firmware,
    Optional<String> protocolVersion,
    boolean challenged,
    Optional<String> refusal)
    implements L2tpServer {
  /** The result codes of StopCCN (RFC 2661 section 4.4.2), from 0 on. */
  private static final List<String> RESULTS =
      List.of(
          "reserved",
          "general request to clear the connection",
          "general error",
          "control channel already exists",
          "not authorized",
          "protocol version not supported",
          "requester is being shut down",
          "state machine error");

  /** The vendor name that xl2tpd sends. */
  private static final String XELERANCE = "xelerance.com";

  DefaultL2tpServer {
    Objects.requireNonNull(hostName, "hostName");
    Objects.requireNonNull(vendor, "vendor");
    Objects.requireNonNull(firmware, "firmware");
    Objects.requireNonNull(protocolVersion, "protocolVersion");
    Objects.requireNonNull(refusal, "refusal");
  }

  /** Returns the finding of a response. */
  static DefaultL2tpServer of(ControlMessage message, boolean accepted) {
    Optional<Integer> revision = message.number(ControlMessage.FIRMWARE_REVISION);
    return new DefaultL2tpServer(
        accepted,
        message.text(ControlMessage.HOST_NAME),
        message.text(ControlMessage.VENDOR_NAME),
        revision.isPresent() ? OptionalInt.of(revision.get()) : OptionalInt.empty(),
        message
            .number(ControlMessage.PROTOCOL_VERSION)
            .map(number -> (number >> 8) + "." + (number & 0xff)),
        message.values().containsKey(ControlMessage.CHALLENGE),
        accepted ? Optional.empty() : Optional.of(refusal(message)));
  }

  /** Returns result code, error code and message (RFC 2661 section 4.4.2). */
  private static String refusal(ControlMessage message) {
    ByteBuffer value = message.values().get(ControlMessage.RESULT_CODE);
    if (value == null || value.remaining() < Short.BYTES) {
      return "no result code";
    }
    ByteBuffer rest = value.duplicate();
    int result = rest.getShort() & 0xffff;
    StringBuilder text = new StringBuilder("result " + result);
    if (result < RESULTS.size()) {
      text.append(" (").append(RESULTS.get(result)).append(')');
    }
    if (rest.remaining() >= Short.BYTES) {
      text.append(", error ").append(rest.getShort() & 0xffff);
    }
    if (rest.hasRemaining()) {
      text.append(": ").append(StandardCharsets.UTF_8.decode(rest));
    }
    return text.toString();
  }

  @Override
  public ServiceFacts facts() {
    String product = vendor.map(name -> name.equals(XELERANCE) ? "xl2tpd" : name).orElse("");
    return ServiceFacts.of("l2tp").withProduct(product);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("control connection: " + (accepted ? "accepted" : "refused"));
    add(lines, "refusal", refusal);
    add(lines, "host name", hostName);
    add(lines, "vendor", vendor);
    firmware.ifPresent(number -> lines.add("firmware: " + number));
    add(lines, "protocol version", protocolVersion);
    if (challenged) {
      lines.add("tunnel authentication: required");
    }
    return List.copyOf(lines);
  }

  private static void add(List<String> lines, String name, Optional<String> value) {
    value.ifPresent(text -> lines.add(name + ": " + SafeText.line(text)));
  }

  /** Returns whether the server accepts, without text of the peer. */
  @Override
  public String toString() {
    return "L2tpServer[" + (accepted ? "accepted" : "refused") + "]";
  }
}
