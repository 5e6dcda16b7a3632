package io.portprobe.testing.internal.finding;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A protocol for one probe: it sends the payload, if there is one, and waits until what the peer
 * sent contains the answer. Immutable.
 */
public final class AnswerProtocol implements Protocol {
  /** The name, of which a client may have another protocol. */
  private static final String NAME = "answer";

  private static final int MAX_RECEIVED = 64 << 10;
  private static final int MAX_SHOWN = 200;

  private final Endpoint endpoint;
  private final Optional<byte[]> payload;
  private final byte[] answer;

  /**
   * Creates the protocol.
   *
   * @param payload not modified by the caller later
   * @param answer not modified by the caller later
   */
  public AnswerProtocol(Endpoint endpoint, Optional<byte[]> payload, byte[] answer) {
    this.endpoint = endpoint;
    this.payload = payload;
    this.answer = answer;
  }

  /**
   * What the peer sent.
   *
   * @param received the beginning, with unsafe characters escaped
   */
  public record Answer(String received) implements Finding {
    @Override
    public List<String> lines() {
      return List.of("received: " + received);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(
        endpoint.transport() == Transport.UDP
            ? Binding.udp(endpoint.port())
            : Binding.tcp(endpoint.port()));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Exchange(context.transport() == Transport.UDP);
  }

  /** The exchange with one peer. Confined to the event loop. */
  private final class Exchange implements Dialogue {
    private final boolean datagrams;
    private byte[] received = new byte[0];

    Exchange(boolean datagrams) {
      this.datagrams = datagrams;
    }

    @Override
    public Step start() {
      return payload.map(Step::send).orElseGet(Step::await);
    }

    @Override
    public Step secured(TlsInfo info) {
      return start();
    }

    @Override
    public Step received(ByteBuffer bytes) {
      int kept = datagrams ? 0 : received.length;
      int count = Math.min(bytes.remaining(), MAX_RECEIVED - kept);
      received = Arrays.copyOf(datagrams ? new byte[0] : received, kept + count);
      bytes.get(received, kept, count);
      int from = Math.max(0, kept - answer.length + 1);
      if (contains(from)) {
        return Step.finish(new Answer(shown()));
      }
      String why = "received " + SafeText.quote(shown()) + " without the expected answer";
      if (datagrams) {
        return Step.await(why);
      }
      return received.length == MAX_RECEIVED ? Step.mismatch(why) : Step.await();
    }

    @Override
    public Step closed() {
      return Step.mismatch("the peer closed the connection after " + SafeText.quote(shown()));
    }

    private boolean contains(int from) {
      for (int at = from; at + answer.length <= received.length; at++) {
        if (Arrays.equals(received, at, at + answer.length, answer, 0, answer.length)) {
          return true;
        }
      }
      return false;
    }

    private String shown() {
      int most = Math.min(received.length, MAX_SHOWN);
      return SafeText.line(new String(received, 0, most, StandardCharsets.UTF_8), MAX_SHOWN);
    }
  }
}
