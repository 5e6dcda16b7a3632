package io.portprobe.protocols.internal.vnc;

import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A dialogue with a VNC server (RFC 6143 section 7). Confined to the event loop. */
final class VncDialogue implements Dialogue {
  private static final int MAX_TEXT = 4096;
  private static final int MAX_MESSAGE = 24 + MAX_TEXT;
  private static final byte[] SHARED = {1};

  /** The next message of the server. */
  private enum Stage {
    VERSION,
    TYPES,
    ONE_TYPE,
    REFUSAL,
    SECURITY_RESULT,
    DESKTOP
  }

  private final boolean readDesktop;
  private final ByteBuffer pending = ByteBuffer.allocate(MAX_MESSAGE).limit(0);
  private final List<Integer> types = new ArrayList<>();
  private Stage stage = Stage.VERSION;
  private @Nullable RfbVersion server;
  private int clientMinor;

  VncDialogue(boolean readDesktop) {
    this.readDesktop = readDesktop;
  }

  /** Waits, since the server sends first. */
  @Override
  public Step start() {
    return Step.await();
  }

  @Override
  public Step received(ByteBuffer bytes) {
    List<byte[]> sent = new ArrayList<>();
    Optional<Step> end = Optional.empty();
    while (end.isEmpty()) {
      fill(bytes);
      int before = pending.remaining();
      end = message(sent);
      if (pending.remaining() == before && end.isEmpty()) {
        break;
      }
    }
    if (end.isPresent()) {
      return end.get();
    }
    Step step = Step.await();
    for (int i = sent.size() - 1; i >= 0; i--) {
      step = Step.send(sent.get(i), step);
    }
    return step;
  }

  /** Moves as many bytes as fit to the end of the pending ones. */
  private void fill(ByteBuffer bytes) {
    pending.compact();
    int count = Math.min(bytes.remaining(), pending.remaining());
    pending.put(bytes.slice().limit(count));
    bytes.position(bytes.position() + count);
    pending.flip();
  }

  /** Processes the next message if it is complete; returns the last step of the dialogue. */
  private Optional<Step> message(List<byte[]> sent) {
    return switch (stage) {
      case VERSION -> version(sent);
      case TYPES -> types(sent);
      case ONE_TYPE -> oneType(sent);
      case REFUSAL -> text().map(reason -> finish(Optional.of(reason), Optional.empty()));
      case SECURITY_RESULT -> securityResult(sent);
      case DESKTOP -> desktop();
    };
  }

  private Optional<Step> version(List<byte[]> sent) {
    if (pending.remaining() < RfbVersion.LENGTH) {
      return Optional.empty();
    }
    Optional<RfbVersion> version = RfbVersion.read(pending);
    if (version.isEmpty()) {
      return Optional.of(Step.mismatch("expected the version of RFB, received other data"));
    }
    pending.position(pending.position() + RfbVersion.LENGTH);
    server = version.get();
    RfbVersion client = version.get().ofClient();
    clientMinor = client.minor();
    sent.add(client.encode());
    stage = clientMinor == 3 ? Stage.ONE_TYPE : Stage.TYPES;
    return Optional.empty();
  }

  private Optional<Step> types(List<byte[]> sent) {
    int count = pending.hasRemaining() ? pending.get(pending.position()) & 0xff : 255;
    if (pending.remaining() < 1 + count) {
      return Optional.empty();
    }
    pending.get();
    for (int i = 0; i < count; i++) {
      types.add(pending.get() & 0xff);
    }
    if (count == 0) {
      stage = Stage.REFUSAL;
      return Optional.empty();
    }
    return selected(sent);
  }

  private Optional<Step> selected(List<byte[]> sent) {
    if (!readDesktop || !types.contains(SecurityTypes.NONE)) {
      return Optional.of(finish(Optional.empty(), Optional.empty()));
    }
    if (clientMinor > 3) {
      sent.add(new byte[] {SecurityTypes.NONE});
    }
    if (clientMinor == 8) {
      stage = Stage.SECURITY_RESULT;
    } else {
      sent.add(SHARED);
      stage = Stage.DESKTOP;
    }
    return Optional.empty();
  }

  /** Processes the one type that a server of version 3.3 decides on. */
  private Optional<Step> oneType(List<byte[]> sent) {
    if (pending.remaining() < 4) {
      return Optional.empty();
    }
    int type = pending.getInt();
    if (type == SecurityTypes.INVALID) {
      stage = Stage.REFUSAL;
      return Optional.empty();
    }
    if (type < 0 || type > 255) {
      return Optional.of(malformed("a security type of more than one byte"));
    }
    types.add(type);
    return selected(sent);
  }

  private Optional<Step> securityResult(List<byte[]> sent) {
    if (pending.remaining() < 4) {
      return Optional.empty();
    }
    if (pending.getInt() != 0) {
      stage = Stage.REFUSAL;
    } else {
      sent.add(SHARED);
      stage = Stage.DESKTOP;
    }
    return Optional.empty();
  }

  private Optional<Step> desktop() {
    int start = pending.position();
    if (pending.remaining() < 24) {
      return Optional.empty();
    }
    int width = pending.getShort(start) & 0xffff;
    int height = pending.getShort(start + 2) & 0xffff;
    pending.position(start + 20);
    Optional<String> name = text();
    if (name.isEmpty()) {
      boolean tooLong = isTooLong();
      pending.position(start);
      return tooLong ? Optional.of(malformed("a long desktop name")) : Optional.empty();
    }
    return Optional.of(
        finish(Optional.empty(), Optional.of(new DefaultVncDesktop(name.get(), width, height))));
  }

  private boolean isTooLong() {
    int length = pending.remaining() < 4 ? 0 : pending.getInt(pending.position());
    return length < 0 || length > MAX_TEXT;
  }

  /** Returns the text that follows its length; empty if it is incomplete. A long one is cut. */
  private Optional<String> text() {
    if (pending.remaining() < 4 || (isTooLong() && stage == Stage.DESKTOP)) {
      return Optional.empty();
    }
    int announced = pending.getInt(pending.position());
    int length = announced < 0 ? MAX_TEXT : Math.min(announced, MAX_TEXT);
    if (pending.remaining() < 4 + length) {
      return Optional.empty();
    }
    byte[] text = new byte[length];
    pending.getInt();
    pending.get(text);
    return Optional.of(new String(text, StandardCharsets.UTF_8));
  }

  private Step malformed(String received) {
    return Step.mismatch("expected a message of RFB, received " + received, partial());
  }

  private Step finish(Optional<String> refusal, Optional<DefaultVncDesktop> desktop) {
    return result(refusal, desktop, true).map(Step::finish).orElseGet(Step::await);
  }

  /** Ends with what was received, if the server closes early. */
  @Override
  public Step closed() {
    return partial().map(Step::finish).orElseGet(Step::await);
  }

  @Override
  public Optional<Finding> partial() {
    return result(Optional.empty(), Optional.empty(), false);
  }

  private Optional<Finding> result(
      Optional<String> refusal, Optional<DefaultVncDesktop> desktop, boolean complete) {
    return Optional.ofNullable(server)
        .map(version -> DefaultVncResult.of(version, types, refusal, desktop, complete));
  }
}
