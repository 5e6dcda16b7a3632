package io.portprobe.protocols.internal.netbios;

import io.portprobe.protocols.netbios.SessionResponse;
import io.portprobe.protocols.netbios.SessionResponse.Kind;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Framing;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A dialogue of the session service: a session request and its response (RFC 1002 sections 4.3.2 to
 * 4.3.5). A limited number of keep-alives before the response is ignored.
 */
final class SessionDialogue extends FrameDialogue {
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
  private int keepAlives;

  SessionDialogue(DialogueContext context, NetBiosName called, NetBiosName calling, String scope) {
    super(context, Framing.of(HEADER + MAX_LENGTH, SessionDialogue::frameLength));
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

  /** Returns the length of a packet; a packet that is no session response is its header only. */
  private static int frameLength(ByteBuffer received) {
    if (received.remaining() < HEADER) {
      return Framing.INCOMPLETE;
    }
    int length = length(received);
    Integer expected = LENGTHS.get(received.get(0) & 0xff);
    return expected == null || length != expected ? HEADER : HEADER + length;
  }

  /** Returns the length, seventeen bits: the last bit of the flags is its highest. */
  private static int length(ByteBuffer packet) {
    return (packet.get(1) & 1) << 16 | (packet.getShort(2) & 0xffff);
  }

  @Override
  protected Step message(ByteBuffer packet) {
    int type = packet.get(0) & 0xff;
    int length = length(packet);
    Integer expected = LENGTHS.get(type);
    if (expected == null) {
      return Step.mismatch("a packet of type " + type + " (expected: a session response)");
    }
    if (length != expected) {
      return Step.mismatch(
          "a packet of type " + type + " and " + length + " bytes (expected: " + expected + ")");
    }
    return type == KEEP_ALIVE ? keepAlive() : Step.finish(response(type, packet));
  }

  private Step keepAlive() {
    return ++keepAlives > MAX_KEEP_ALIVES
        ? Step.mismatch(
            "keep-alives: more than " + MAX_KEEP_ALIVES + " (expected: a session response)")
        : Step.await();
  }

  private SessionResponse response(int type, ByteBuffer packet) {
    OptionalInt code =
        type == NEGATIVE ? OptionalInt.of(packet.get(HEADER) & 0xff) : OptionalInt.empty();
    Optional<String> error =
        code.isPresent() ? Optional.ofNullable(ERRORS.get(code.getAsInt())) : Optional.empty();
    Optional<String> retarget = type == RETARGET ? Optional.of(retarget(packet)) : Optional.empty();
    Kind kind =
        switch (type) {
          case POSITIVE -> Kind.POSITIVE;
          case NEGATIVE -> Kind.NEGATIVE;
          default -> Kind.RETARGET;
        };
    return new DefaultSessionResponse(
        called.toString(), calling.toString(), kind, code, error, retarget);
  }

  private static String retarget(ByteBuffer packet) {
    StringBuilder address = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      address.append(i == 0 ? "" : ".").append(packet.get(HEADER + i) & 0xff);
    }
    return address.append(':').append(packet.getShort(HEADER + 4) & 0xffff).toString();
  }

  @Override
  protected Step onClosed(int rest) {
    return Step.mismatch(
        "the stream ended after " + rest + " bytes (expected: a session response)");
  }
}
