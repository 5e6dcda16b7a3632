package io.portprobe.protocols.internal.ike;

import io.portprobe.protocols.ike.IkeResponder.Response;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes the payloads of a response. */
final class Payloads {
  private static final int PAYLOAD_HEADER = 4;
  private static final int MAX_PAYLOADS = 64;
  private static final int SA_1 = 1;
  private static final int NOTIFICATION_1 = 11;
  private static final int VENDOR_1 = 13;
  private static final int SA_2 = 33;
  private static final int NOTIFICATION_2 = 41;
  private static final int VENDOR_2 = 43;
  private static final int INVALID_MAJOR_VERSION = 5; // in both versions
  private static final int INVALID_KE_PAYLOAD = 17;
  private static final int COOKIE = 16_390;
  private static final int MAX_COOKIE = 64;

  /** The domain of interpretation and the situation, which IKEv1 has before the proposal. */
  private static final int SITUATION_1 = 8;

  private static final int DOMAIN_1 = 4;
  private static final int PROPOSAL_FIELDS = 4;
  private static final int TRANSFORM_FIELDS = 4;
  private static final int MAX_TRANSFORMS = 32;

  private final List<String> transforms = new ArrayList<>();
  private final List<String> notifications = new ArrayList<>();
  private final List<String> vendorIds = new ArrayList<>();
  private Optional<byte[]> cookie = Optional.empty();
  private boolean otherVersion;

  private Payloads() {}

  /** Decodes a response of IKEv1; empty if it is malformed or has no facts. */
  static Optional<Response> version1(IkeHeader header) {
    Payloads payloads = new Payloads();
    return payloads.read(header, true) ? payloads.response() : Optional.empty();
  }

  /** Decodes a response of IKEv2; empty if it is malformed or has no facts. */
  static Optional<Response> version2(IkeHeader header) {
    Payloads payloads = new Payloads();
    return payloads.read(header, false) ? payloads.response() : Optional.empty();
  }

  /**
   * Returns the cookie that a responder of IKEv2 demands before it processes a proposal; empty if
   * the response contains none (RFC 7296 section 2.6).
   */
  static Optional<byte[]> cookie(IkeHeader header) {
    Payloads payloads = new Payloads();
    return payloads.read(header, false) ? payloads.cookie : Optional.empty();
  }

  /** Decodes the response of a responder that supports another version only, if it is one. */
  static Optional<Response> otherVersion(IkeHeader header) {
    Payloads payloads = new Payloads();
    return payloads.read(header, header.isVersion1()) && payloads.otherVersion
        ? payloads.response()
        : Optional.empty();
  }

  private Optional<Response> response() {
    boolean accepted = !transforms.isEmpty();
    return accepted || !notifications.isEmpty()
        ? Optional.of(new Response(accepted, transforms, notifications, vendorIds))
        : Optional.empty();
  }

  private boolean read(IkeHeader header, boolean first) {
    ByteBuffer bytes = header.body().duplicate();
    int type = header.firstPayload();
    for (int i = 0; type != 0; i++) {
      Optional<Payload> payload = i == MAX_PAYLOADS ? Optional.empty() : next(bytes);
      if (payload.isEmpty() || !payload(type, payload.get().content(), first)) {
        return false;
      }
      type = payload.get().next();
    }
    return !bytes.hasRemaining();
  }

  /** A payload, proposal or transform, which have one form. */
  private record Payload(int next, ByteBuffer content) {}

  private static Optional<Payload> next(ByteBuffer bytes) {
    if (bytes.remaining() < PAYLOAD_HEADER) {
      return Optional.empty();
    }
    int next = bytes.get() & 0xff;
    bytes.get(); // reserved, or a critical flag
    int size = (bytes.getShort() & 0xffff) - PAYLOAD_HEADER;
    if (size < 0 || size > bytes.remaining()) {
      return Optional.empty();
    }
    ByteBuffer content = bytes.slice(bytes.position(), size);
    bytes.position(bytes.position() + size);
    return Optional.of(new Payload(next, content));
  }

  /** Reads a payload; false if it is malformed. Payloads of other types are skipped. */
  private boolean payload(int type, ByteBuffer content, boolean first) {
    if (type == (first ? SA_1 : SA_2)) {
      if (content.remaining() < SITUATION_1) {
        return false;
      }
      return association(first ? content.position(SITUATION_1).slice() : content, first);
    }
    if (type == (first ? NOTIFICATION_1 : NOTIFICATION_2)) {
      return notification(first, first ? DOMAIN_1 : 0, content);
    }
    if (type == (first ? VENDOR_1 : VENDOR_2)) {
      vendorIds.add(IkeNames.vendor(content));
    }
    return true;
  }

  /** Reads the type of a notification, which follows the protocol and the size of the SPI. */
  private boolean notification(boolean first, int start, ByteBuffer content) {
    if (content.remaining() < start + Integer.BYTES) {
      return false;
    }
    int type = content.getShort(start + 2) & 0xffff;
    int data = start + Integer.BYTES + (content.get(start + 1) & 0xff); // after the SPI
    if (data > content.remaining()) {
      return false;
    }
    notificationData(first, type, content.slice(data, content.remaining() - data));
    return true;
  }

  private void notificationData(boolean first, int type, ByteBuffer data) {
    String name = IkeNames.notification(first, type);
    if (!first && type == INVALID_KE_PAYLOAD && data.remaining() == Short.BYTES) {
      name += " (" + IkeNames.group(data.getShort(0) & 0xffff) + ")";
    } else if (!first && type == COOKIE && data.hasRemaining() && data.remaining() <= MAX_COOKIE) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      cookie = Optional.of(bytes);
    }
    otherVersion |= type == INVALID_MAJOR_VERSION;
    notifications.add(name);
  }

  /** Reads the one proposal that the responder chose. */
  private boolean association(ByteBuffer bytes, boolean first) {
    Payload proposal = next(bytes).orElse(null);
    if (proposal == null || proposal.content().remaining() < PROPOSAL_FIELDS) {
      return false;
    }
    ByteBuffer content = proposal.content();
    int skipped = PROPOSAL_FIELDS + (content.get(2) & 0xff);
    if (skipped > content.remaining()) {
      return false;
    }
    ByteBuffer rest = content.position(skipped).slice();
    while (rest.hasRemaining()) {
      Payload transform = next(rest).orElse(null);
      if (transform == null
          || transform.content().remaining() < TRANSFORM_FIELDS
          || transforms.size() > MAX_TRANSFORMS) {
        return false;
      }
      transforms.addAll(
          first
              ? IkeNames.transform1(transform.content())
              : List.of(IkeNames.transform2(transform.content())));
    }
    return true;
  }
}
