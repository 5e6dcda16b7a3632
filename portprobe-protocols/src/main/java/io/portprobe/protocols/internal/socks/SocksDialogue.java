package io.portprobe.protocols.internal.socks;

import io.portprobe.protocols.internal.text.PeerText;
import io.portprobe.protocols.socks.Socks;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A dialogue of the method negotiation of SOCKS 5 (RFC 1928 section 3) and, with a destination, a
 * CONNECT request; or of a CONNECT request of SOCKS 4.
 */
final class SocksDialogue implements Dialogue {
  private static final byte[] METHODS = {5, 3, 0, 1, 2};
  private static final int NO_METHOD = 0xff;
  private static final int MAX_REPLY = 5 + 255 + 2;
  private static final int REPLY_4 = 8;

  private static final Map<Integer, String> NAMES =
      Map.of(
          0, "none", 1, "GSSAPI", 2, "user name and password", NO_METHOD, "no acceptable method");

  /** RFC 1928 section 6. */
  private static final List<String> REPLIES_5 =
      List.of(
          "succeeded",
          "general failure",
          "not allowed by the rules",
          "network unreachable",
          "host unreachable",
          "connection refused",
          "TTL expired",
          "command not supported",
          "address type not supported");

  private static final List<String> REPLIES_4 =
      List.of("granted", "rejected or failed", "no identd", "other user id in identd");

  private static final int FIRST_REPLY_4 = 0x5a;

  /** The reply that the dialogue waits for. */
  private enum State {
    METHOD,
    REPLY_5,
    REPLY_4
  }

  private final Socks.Version version;
  private final Optional<Destination> destination;
  private final Optional<String> option;
  private final ByteBuffer reply = ByteBuffer.allocate(MAX_REPLY + 1);
  private State state;
  private Optional<String> method = Optional.empty();

  SocksDialogue(DialogueContext context) {
    this.version = context.option(Socks.VERSION);
    this.option = Optional.of(context.option(Socks.DESTINATION)).filter(text -> !text.isEmpty());
    this.destination = option.map(Destination::of);
    this.state = version == Socks.Version.V4 ? State.REPLY_4 : State.METHOD;
  }

  @Override
  public Step start() {
    reply.clear();
    return Step.send(
        state == State.REPLY_4 ? destination.orElse(Destination.NOWHERE).request4() : METHODS);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    ByteBuffer kept = bytes.duplicate();
    kept.limit(kept.position() + Math.min(kept.remaining(), reply.remaining()));
    reply.put(kept);
    ByteBuffer received = reply.duplicate().flip();
    return switch (state) {
      case METHOD -> method(received);
      case REPLY_5 -> reply5(received);
      case REPLY_4 -> reply4(received);
    };
  }

  private Step method(ByteBuffer received) {
    if (received.get(0) != 5) {
      return received.get(0) == 0 && version == Socks.Version.ANY
          ? version4() // the reply of a SOCKS 4 server to an unknown version
          : mismatch(received);
    }
    if (received.remaining() < 2) {
      return Step.await();
    }
    int chosen = received.get(1) & 0xff;
    String name = NAMES.get(chosen);
    if (received.remaining() > 2 || name == null) {
      return mismatch(received);
    }
    method = Optional.of(name);
    if (chosen != 0 || destination.isEmpty()) {
      return Step.finish(result(Optional.empty(), false));
    }
    state = State.REPLY_5;
    reply.clear();
    return Step.send(destination.get().request5());
  }

  private Step version4() {
    state = State.REPLY_4;
    return Step.reconnect();
  }

  /** The reply contains the local address of the proxy (RFC 1928 section 6). */
  private Step reply5(ByteBuffer received) {
    if (received.get(0) != 5) {
      return mismatch(received);
    }
    if (received.remaining() < 5) {
      return Step.await();
    }
    int size =
        switch (received.get(3)) {
          case 1 -> 4;
          case 3 -> 1 + (received.get(4) & 0xff);
          case 4 -> 16;
          default -> -1;
        };
    if (size < 0 || received.get(2) != 0) {
      return mismatch(received);
    }
    if (received.remaining() < 4 + size + 2) {
      return Step.await();
    }
    int code = received.get(1) & 0xff;
    String name = code < REPLIES_5.size() ? REPLIES_5.get(code) : "unknown reply";
    return Step.finish(result(Optional.of(name + " (" + code + ")"), code == 0));
  }

  private Step reply4(ByteBuffer received) {
    if (received.get(0) != 0) {
      return mismatch(received);
    }
    if (received.remaining() < REPLY_4) {
      return Step.await();
    }
    int code = (received.get(1) & 0xff) - FIRST_REPLY_4;
    if (code < 0 || code >= REPLIES_4.size() || received.remaining() > REPLY_4) {
      return mismatch(received);
    }
    String name = REPLIES_4.get(code) + " (" + (code + FIRST_REPLY_4) + ")";
    return Step.finish(result(Optional.of(name), code == 0 && destination.isPresent()));
  }

  private Finding result(Optional<String> text, boolean connected) {
    boolean four = state == State.REPLY_4;
    return new DefaultSocksResult(
        four ? 4 : 5,
        method,
        method.filter(name -> !name.equals(NAMES.get(0))).isPresent(),
        option,
        text,
        connected);
  }

  private static Step mismatch(ByteBuffer received) {
    byte[] bytes = new byte[received.remaining()];
    received.get(bytes);
    return Step.mismatch("expected a reply of SOCKS, received " + PeerText.excerpt(bytes));
  }

  /** A SOCKS 4 server may close the connection after an unknown version. */
  @Override
  public Step closed() {
    return state == State.METHOD && version == Socks.Version.ANY && reply.position() == 0
        ? version4()
        : Step.mismatch("the peer closed the connection (expected: a reply of SOCKS)");
  }

  /** Returns the method, if the deadline passes before the reply to the request. */
  @Override
  public Optional<Finding> partial() {
    return method.isPresent() ? Optional.of(result(Optional.empty(), false)) : Optional.empty();
  }
}
