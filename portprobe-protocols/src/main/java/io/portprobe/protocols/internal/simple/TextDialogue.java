package io.portprobe.protocols.internal.simple;

import io.portprobe.Transport;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A dialogue with a server that sends a text and closes, or responds with one datagram. Confined to
 * the event loop.
 */
final class TextDialogue implements Dialogue {
  private static final String TEXT_CONTROLS = "\t\r\n\f";
  private static final byte[] ANY_DATAGRAM = "\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int HEAP_OF_A_BYTE = 16; // an escaped character

  private final Transport transport;
  private final TextRule rule;
  private final byte[] request;
  private final int maxBytes;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  /**
   * Creates a dialogue.
   *
   * @param request what the client sends over TCP; empty for a server that sends first
   */
  TextDialogue(DialogueContext context, TextRule rule, String request) {
    this.transport = context.transport();
    this.rule = rule;
    this.request = request.getBytes(StandardCharsets.US_ASCII);
    this.maxBytes = Math.min(rule.maxBytes(), context.findingBytes() / HEAP_OF_A_BYTE);
  }

  @Override
  public Step start() {
    if (transport == Transport.UDP) {
      return Step.send(ANY_DATAGRAM);
    }
    return request.length == 0 ? Step.await() : Step.send(request);
  }

  @Override
  public Step received(ByteBuffer bytes) {
    if (transport == Transport.UDP) {
      text.reset();
    }
    boolean isText = bytes.remaining() <= maxBytes - text.size();
    while (isText && bytes.hasRemaining()) {
      byte next = bytes.get();
      isText = next < 0 || SafeText.isPrintableAscii(next) || TEXT_CONTROLS.indexOf(next) >= 0;
      text.write(next);
    }
    if (transport == Transport.UDP) {
      Optional<Finding> finding = isText ? finding(true) : Optional.empty();
      return finding.map(Step::finish).orElseGet(() -> Step.await(other()));
    }
    return isText ? Step.await() : Step.mismatch(other());
  }

  private String other() {
    return "expected a text of " + rule.protocol() + ", received other data";
  }

  @Override
  public Step closed() {
    return finding(true).map(Step::finish).orElseGet(() -> Step.mismatch(other()));
  }

  @Override
  public Optional<Finding> partial() {
    return transport == Transport.UDP ? Optional.empty() : finding(false);
  }

  private Optional<Finding> finding(boolean complete) {
    List<String> lines =
        new String(text.toByteArray(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
    return lines.isEmpty() || !rule.accepts(lines)
        ? Optional.empty()
        : Optional.of(new DefaultSimpleText(rule.protocol(), lines, complete));
  }
}
