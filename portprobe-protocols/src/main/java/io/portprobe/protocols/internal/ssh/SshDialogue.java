package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.ssh.SshAlgorithms;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A dialogue with an SSH server: both identifications, then its SSH_MSG_KEXINIT. Confined to the
 * event loop.
 */
final class SshDialogue extends FrameDialogue {
  private static final Duration BANNER_TIME = Duration.ofSeconds(1);
  private static final byte[] CLIENT =
      (Identification.CLIENT + "\r\n").getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_LINES = 100;
  private static final int MAX_LINE = 1024;
  private static final int MAX_PACKETS = 16;

  /** What OpenSSH sends instead of an identification when it limits connections. */
  private static final Set<String> REFUSALS =
      Set.of("Exceeded MaxStartups", "Not allowed at this time");

  private final DialogueContext context;
  private final boolean readAlgorithms;
  private final List<String> precedingLines = new ArrayList<>();
  private @Nullable Identification identification;
  private Optional<String> disconnect = Optional.empty();
  private boolean identified; // this client, to the server
  private int lines;
  private int packets;

  SshDialogue(DialogueContext context, boolean readAlgorithms) {
    super(context, new SshFraming());
    this.context = context;
    this.readAlgorithms = readAlgorithms;
  }

  @Override
  public Step start() {
    return Step.await(BANNER_TIME);
  }

  /** Identifies this client to a server that waits for it. */
  @Override
  protected Step onSilence() {
    return identifyClient();
  }

  private Step identifyClient() {
    if (identified) {
      return Step.await();
    }
    identified = true;
    return Step.send(CLIENT);
  }

  @Override
  protected Step message(ByteBuffer frame) {
    Identification server = identification;
    if (server == null) {
      return frame.get(0) == 0 ? notSsh("a packet") : line(text(frame));
    }
    return frame.get(0) == 0 ? packet(frame) : broken("a line of text");
  }

  private static String text(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8).stripTrailing();
  }

  private Step line(String line) {
    Optional<Identification> found = Identification.parse(line);
    if (found.isPresent()) {
      identification = found.get();
      return readAlgorithms && found.get().isVersion2()
          ? identifyClient()
          : Step.finish(result(found.get(), Optional.empty(), true));
    }
    if (++lines > MAX_LINES || line.length() > MAX_LINE) {
      return notSsh("other text");
    }
    if (lines <= maxKeptLines()) {
      precedingLines.add(line);
    }
    return Step.await();
  }

  private int maxKeptLines() {
    return context.findingBytes() / 4 / MAX_LINE;
  }

  private Step packet(ByteBuffer frame) {
    Optional<SshPacket> packet = SshPacket.read(frame);
    if (packet.isEmpty() || ++packets > MAX_PACKETS) {
      return broken(packet.isEmpty() ? "a malformed packet" : "other packets");
    }
    return switch (packet.get().type()) {
      case SshPacket.KEXINIT -> keyExchange(packet.get());
      case SshPacket.DISCONNECT -> disconnected(packet.get());
      case SshPacket.IGNORE, SshPacket.DEBUG -> Step.await();
      default -> broken("message " + packet.get().type());
    };
  }

  private Step keyExchange(SshPacket packet) {
    Optional<DefaultSshAlgorithms> algorithms = packet.algorithms();
    Identification server = identification;
    if (algorithms.isEmpty() || server == null) {
      return broken("a malformed SSH_MSG_KEXINIT");
    }
    if (algorithms.get().heapBytes() > context.findingBytes() / 2) {
      return broken("more algorithms than the limit of a finding permits");
    }
    return Step.send(
        SshPacket.disconnect(context.random()), Step.finish(result(server, algorithms, true)));
  }

  private Step disconnected(SshPacket packet) {
    disconnect = packet.disconnectReason();
    return partial().map(Step::finish).orElseGet(() -> notSsh("a packet"));
  }

  private Step notSsh(String received) {
    return Step.mismatch("expected an SSH identification, received " + received);
  }

  private Step broken(String received) {
    return Step.mismatch("expected SSH_MSG_KEXINIT, received " + received, partial());
  }

  /** Ends with the identification, if the server closed after it. */
  @Override
  protected Step onClosed(int rest) {
    Optional<String> refusal = precedingLines.stream().filter(REFUSALS::contains).findFirst();
    if (identification == null && refusal.isPresent()) {
      return Step.refused("the server accepts no further connection: " + refusal.get());
    }
    return partial().map(Step::finish).orElseGet(Step::await);
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(identification)
        .map(server -> result(server, Optional.empty(), false));
  }

  private DefaultSshResult result(
      Identification server, Optional<? extends SshAlgorithms> algorithms, boolean complete) {
    return DefaultSshResult.of(server, precedingLines, algorithms, disconnect, complete);
  }
}
