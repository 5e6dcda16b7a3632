package io.portprobe.protocols.internal.stun;

import io.portprobe.protocols.internal.text.ProductVersion;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.AddressText;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A response to a Binding request (RFC 8489 sections 5, 6.3 and 14).
 *
 * @param success false for an error response
 * @param header the first 20 bytes
 * @param attributes the first of each type
 */
record StunResponse(boolean success, ByteBuffer header, Map<Integer, ByteBuffer> attributes) {
  static final int HEADER = 20;

  private static final int SUCCESS = 0x0101;
  private static final int ERROR = 0x0111;
  private static final int COOKIE = 4;
  private static final int ID = 8;

  private static final int MAPPED_ADDRESS = 0x0001;
  private static final int CHANGED_ADDRESS = 0x0005;
  private static final int ERROR_CODE = 0x0009;
  private static final int REALM = 0x0014;
  private static final int XOR_MAPPED_ADDRESS = 0x0020;
  private static final int SOFTWARE = 0x8022;
  private static final int RESPONSE_ORIGIN = 0x802b;
  private static final int OTHER_ADDRESS = 0x802c;
  private static final int MAX_ATTRIBUTES = 64;

  /** Returns the response; empty if the message is not one, or its lengths are wrong. */
  static Optional<StunResponse> read(ByteBuffer received) {
    ByteBuffer in = received.slice();
    if (in.remaining() < HEADER) {
      return Optional.empty();
    }
    int type = in.getShort(0) & 0xffff;
    int length = in.getShort(2) & 0xffff;
    if ((type != SUCCESS && type != ERROR) || length != in.remaining() - HEADER) {
      return Optional.empty();
    }
    Map<Integer, ByteBuffer> attributes = new HashMap<>();
    ByteBuffer header = ByteBuffer.allocate(HEADER).put(in.slice(0, HEADER)).flip();
    in.position(HEADER);
    while (in.hasRemaining()) {
      if (in.remaining() < 4 || attributes.size() == MAX_ATTRIBUTES) {
        return Optional.empty();
      }
      int attribute = in.getShort() & 0xffff;
      int size = in.getShort() & 0xffff;
      int padded = (size + 3) / 4 * 4;
      if (padded > in.remaining()) {
        return Optional.empty();
      }
      attributes.putIfAbsent(attribute, in.slice(in.position(), size));
      in.position(in.position() + padded);
    }
    return Optional.of(new StunResponse(type == SUCCESS, header, attributes));
  }

  /** Returns whether the response has the id of the request, with an address or an error. */
  boolean answers(byte[] transactionId) {
    return header.slice(ID, transactionId.length).equals(ByteBuffer.wrap(transactionId))
        && header.getInt(COOKIE) == StunDialogue.MAGIC_COOKIE
        && (success ? mappedAddress() : error()).isPresent();
  }

  DefaultStunResult toResult() {
    return new DefaultStunResult(
        success ? mappedAddress() : Optional.empty(),
        software(),
        success ? Optional.empty() : error(),
        text(REALM),
        address(RESPONSE_ORIGIN),
        address(OTHER_ADDRESS).or(() -> address(CHANGED_ADDRESS)));
  }

  private Optional<String> software() {
    return text(SOFTWARE);
  }

  private Optional<String> text(int type) {
    return Optional.ofNullable(attributes.get(type))
        .map(value -> StandardCharsets.UTF_8.decode(value.duplicate()).toString());
  }

  private Optional<String> mappedAddress() {
    ByteBuffer value = attributes.get(XOR_MAPPED_ADDRESS);
    if (value == null) {
      return address(MAPPED_ADDRESS);
    }
    // Section 14.2: the port is XORed with the cookie, the address with cookie and id.
    ByteBuffer plain = ByteBuffer.allocate(value.remaining());
    for (int i = 0; i < value.remaining(); i++) {
      int key = i < 2 ? 0 : header.get(i < 4 ? COOKIE + i - 2 : Math.min(i, HEADER - 1));
      plain.put((byte) (value.get(i) ^ key));
    }
    return address(plain.flip());
  }

  private Optional<String> address(int type) {
    return Optional.ofNullable(attributes.get(type)).flatMap(StunResponse::address);
  }

  /** Reads an address (section 14.1): a zero, the family, the port and the address. */
  private static Optional<String> address(ByteBuffer value) {
    try {
      ByteBuffer in = value.slice();
      int family = in.getShort() & 0xff;
      int port = in.getShort() & 0xffff;
      byte[] address = new byte[in.remaining()];
      in.get(address);
      if ((family != 1 || address.length != 4) && (family != 2 || address.length != 16)) {
        return Optional.empty();
      }
      String host = AddressText.of(InetAddress.getByAddress(address));
      return Optional.of((host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port);
    } catch (BufferUnderflowException | UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  /** Reads an error code (section 14.8): class, number and text. */
  private Optional<String> error() {
    ByteBuffer value = attributes.get(ERROR_CODE);
    if (value == null || value.remaining() < 4) {
      return Optional.empty();
    }
    int code = (value.get(2) & 7) * 100 + (value.get(3) & 0xff) % 100;
    String reason = StandardCharsets.UTF_8.decode(value.slice(4, value.remaining() - 4)).toString();
    return Optional.of(reason.isEmpty() ? String.valueOf(code) : code + " " + reason);
  }

  ServiceFacts facts() {
    return facts(software());
  }

  static ServiceFacts facts(Optional<String> software) {
    ProductVersion parts = ProductVersion.of(software.orElse(""));
    return ServiceFacts.of("stun").withProduct(parts.product()).withVersion(parts.version());
  }

  /** Leaves out the attributes, which come from the peer. */
  @Override
  public String toString() {
    return success ? "Binding success response" : "Binding error response";
  }
}
