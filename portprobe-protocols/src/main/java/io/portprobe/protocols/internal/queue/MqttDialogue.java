package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.Mqtt;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.FrameDialogue;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Connects with MQTT 5, or else 3.1.1, reads the version of the broker and disconnects. Confined to
 * the event loop.
 */
final class MqttDialogue extends FrameDialogue {
  /** A busy broker acknowledges late; the retained message follows the acknowledgement at once. */
  private static final Duration ACKNOWLEDGEMENT = Duration.ofSeconds(3);

  private static final Duration RETAINED_MESSAGE = Duration.ofMillis(700);
  private static final int MAX_PACKETS = 100;
  private static final int CONNACK_OF_VERSION_3 = 2;
  private static final int REFUSED_SUBSCRIPTION = 0x80;

  private final MqttFraming framing;
  private final boolean subscribes;
  private final boolean tlsFirst;
  private final String clientId;
  private int version = MqttPackets.V5;
  private @Nullable MqttFinding accepted;
  private int packets;

  MqttDialogue(DialogueContext context, MqttFraming framing) {
    super(context, framing);
    this.framing = framing;
    this.subscribes = context.option(Mqtt.BROKER_VERSION);
    this.tlsFirst = context.tlsFirst();
    this.clientId = String.format(Locale.ROOT, "portprobe-%08x", context.random().nextInt());
  }

  /** Also called on a new connection, and after a TLS handshake. */
  @Override
  public Step start() {
    return Step.send(MqttPackets.connect(version, clientId));
  }

  @Override
  protected Step message(ByteBuffer packet) {
    int type = (packet.get(0) & 0xff) >>> 4;
    int flags = packet.get(0) & 0x0f;
    ByteBuffer in = packet.slice(1, packet.remaining() - 1);
    if (MqttPackets.variableInteger(in) != in.remaining() || ++packets > MAX_PACKETS) {
      return Step.mismatch("expected a packet of MQTT, received a malformed one");
    }
    ByteBuffer body = in.slice();
    MqttFinding connection = accepted;
    if (connection != null) {
      return afterConnection(connection, type, flags, body);
    }
    return type == MqttPackets.CONNACK && flags == 0
        ? connack(body)
        : Step.mismatch("expected a CONNACK packet, received one of type " + type);
  }

  private Step connack(ByteBuffer body) {
    if (body.remaining() < CONNACK_OF_VERSION_3 || (body.get(0) & 0xfe) != 0) {
      return malformedConnack();
    }
    int code = body.get(1) & 0xff;
    boolean old = body.remaining() == CONNACK_OF_VERSION_3;
    int rejected = old ? MqttCodes.REJECTED_VERSION_3 : MqttCodes.REJECTED_VERSION_5;
    if (version == MqttPackets.V5 && code == rejected) {
      return withOlderVersion();
    }
    Optional<String> reason = MqttCodes.reason(version, code);
    Optional<Map<String, String>> properties =
        version == MqttPackets.V5
            ? MqttProperties.read(body.slice(2, body.remaining() - 2))
            : Optional.of(Map.<String, String>of()).filter(none -> old);
    if (reason.isEmpty() || properties.isEmpty()) {
      return malformedConnack();
    }
    MqttFinding finding =
        new MqttFinding(
            version == MqttPackets.V5 ? "5.0" : "3.1.1",
            code,
            reason.get(),
            properties.get(),
            Optional.empty());
    return code == 0 ? accepted(finding) : Step.finish(finding);
  }

  private static Step malformedConnack() {
    return Step.mismatch("expected a CONNACK packet, received a malformed one");
  }

  private Step accepted(MqttFinding finding) {
    accepted = finding;
    framing.connected();
    return subscribes
        ? Step.send(MqttPackets.subscribe(version), Step.await(ACKNOWLEDGEMENT))
        : disconnect(finding);
  }

  private static Step disconnect(MqttFinding finding) {
    return Step.send(MqttPackets.disconnect(), Step.finish(finding));
  }

  private Step withOlderVersion() {
    version = MqttPackets.V3_1_1;
    return tlsFirst ? Step.reconnectTls() : Step.reconnect();
  }

  private Step afterConnection(MqttFinding finding, int type, int flags, ByteBuffer body) {
    return switch (type) {
      case MqttPackets.SUBACK ->
          body.hasRemaining() && (body.get(body.limit() - 1) & REFUSED_SUBSCRIPTION) != 0
              ? disconnect(finding)
              : Step.await(RETAINED_MESSAGE);
      case MqttPackets.PUBLISH -> published(finding, flags, body);
      case MqttPackets.DISCONNECT -> Step.finish(finding);
      default -> Step.mismatch("expected no packet of type " + type + " after the connection");
    };
  }

  private Step published(MqttFinding finding, int flags, ByteBuffer body) {
    Optional<String> topic = MqttPackets.string(body);
    boolean acknowledged = (flags & 6) != 0; // a quality of service of 1 or 2
    if (acknowledged || !topic.equals(Optional.of(MqttPackets.VERSION_TOPIC))) {
      return Step.await();
    }
    if (version == MqttPackets.V5) {
      int properties = MqttPackets.variableInteger(body);
      if (properties < 0 || properties > body.remaining()) {
        return Step.mismatch("expected a PUBLISH packet, received a malformed one");
      }
      body.position(body.position() + properties);
    }
    String text = StandardCharsets.UTF_8.decode(body).toString();
    return disconnect(finding.withBrokerVersion(text));
  }

  @Override
  protected Step onSilence() {
    MqttFinding finding = accepted;
    return finding == null ? Step.await() : disconnect(finding);
  }

  @Override
  protected Step onClosed(int rest) {
    MqttFinding finding = accepted;
    if (finding != null) {
      return Step.finish(finding);
    }
    return version == MqttPackets.V5 && rest == 0 ? withOlderVersion() : Step.await();
  }

  @Override
  public Optional<Finding> partial() {
    return Optional.ofNullable(accepted);
  }
}
