package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.protocols.netbios.SessionResponse.Kind;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dialogue of the session service: a session request and its response (RFC 1002 sections 4.3.2 to
 * 4.3.5). A limited number of keep-alives before the response is ignored.
 */
final class SessionDialogue implements Dialogue {
  private static final int REQUEST = 0x81;
  private static final int POSITIVE = 0x82;
  private static final int NEGATIVE = 0x83;
  private static final int RETARGET = 0x84;
  private static final int KEEP_ALIVE = 0x85;

  private static final int HEADER = 4;
  private static final int MAX_LENGTH = 6;
  private static final int MAX_KEEP_ALIVES = 16;

  private static final Map<Integer, Integer> LENGTHS =
      Map.of(POSITIVE, 0, NEGATIVE, 1, RETARGET, 6, KEEP_ALIVE, 0);

  private static final Map<Integer, String> ERRORS =
      Map.of(
          0x80, "not listening on the called name",
          0x81, "not listening for the calling name",
          0x82, "called name not present",
          0x83, "called name present, but insufficient resources",
          0x8f, "unspecified error");

  private final NetBiosName called;
  private final NetBiosName calling;
  private final String scope;
  private final ByteBuffer packet = ByteBuffer.allocate(HEADER + MAX_LENGTH);
  private int keepAlives;

  SessionDialogue(NetBiosName called, NetBiosName calling, String scope) {
    this.called = called;
    this.calling = calling;
    this.scope = scope;
  }

  @Override
  public Step start() {
    ByteBuffer request = ByteBuffer.allocate(1024);
    request.position(HEADER);
    called.writeTo(request, scope);
    calling.writeTo(request, scope);
    int length = request.position() - HEADER;
    request.put(0, (byte) REQUEST).put(1, (byte) 0).putShort(2, (short) length);
    return Step.send(request.flip());
  }

  @Override
  public Step received(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      packet.put(bytes.get());
      if (packet.position() >= HEADER) {
        Optional<Step> step = packet(packet.get(0) & 0xff, length());
        if (step.isPresent()) {
          return step.get();
        }
      }
    }
    return Step.await();
  }

  /** Returns the length, seventeen bits: the last bit of the flags is its highest. */
  private int length() {
    return (packet.get(1) & 1) << 16 | (packet.getShort(2) & 0xffff);
  }

  /** Returns the next step; empty if the packet is not complete, or a keep-alive. */
  private Optional<Step> packet(int type, int length) {
    Integer expected = LENGTHS.get(type);
    if (expected == null) {
      return Optional.of(
          Step.mismatch("a packet of type " + type + " (expected: a session response)"));
    }
    if (length != expected) {
      return Optional.of(
          Step.mismatch(
              "a packet of type "
                  + type
                  + " and "
                  + length
                  + " bytes (expected: "
                  + expected
                  + ")"));
    }
    if (packet.position() < HEADER + length) {
      return Optional.empty();
    }
    return type == KEEP_ALIVE ? keepAlive() : Optional.of(Step.finish(response(type)));
  }

  private Optional<Step> keepAlive() {
    packet.clear();
    return ++keepAlives > MAX_KEEP_ALIVES
        ? Optional.of(
            Step.mismatch(
                "keep-alives: more than " + MAX_KEEP_ALIVES + " (expected: a session response)"))
        : Optional.empty();
  }

  private SessionResponse response(int type) {
    OptionalInt code =
        type == NEGATIVE ? OptionalInt.of(packet.get(HEADER) & 0xff) : OptionalInt.empty();
    Optional<String> error =
        code.isPresent() ? Optional.ofNullable(ERRORS.get(code.getAsInt())) : Optional.empty();
    Optional<String> retarget = type == RETARGET ? Optional.of(retarget()) : Optional.empty();
    Kind kind =
        switch (type) {
          case POSITIVE -> Kind.POSITIVE;
          case NEGATIVE -> Kind.NEGATIVE;
          default -> Kind.RETARGET;
        };
    return new DefaultSessionResponse(
        called.toString(), calling.toString(), kind, code, error, retarget);
  }

  private String retarget() {
    StringBuilder address = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      address.append(i == 0 ? "" : ".").append(packet.get(HEADER + i) & 0xff);
    }
    return address.append(':').append(packet.getShort(HEADER + 4) & 0xffff).toString();
  }

  @Override
  public Step closed() {
    return Step.mismatch(
        "the stream ended after " + packet.position() + " bytes (expected: a session response)");
  }
}
