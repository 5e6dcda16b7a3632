package io.portprobe.protocols.internal.queue;

import io.portprobe.protocols.queue.Mqtt;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ForeignReaction;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.util.List;
import java.util.Set;

/**
 * The protocol {@code "mqtt"}; {@link Mqtt} describes it. Thread-safe. A broker closes the
 * connection after a request of another protocol, so there are no bytes to recognise.
 */
public final class MqttProtocol implements Protocol {
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;

  /** Creates the protocol. */
  public MqttProtocol() {}

  @Override
  public String name() {
    return "mqtt";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(PORT), Binding.tls(TLS_PORT));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(Mqtt.BROKER_VERSION);
  }

  @Override
  public int rarity() {
    return 4;
  }

  @Override
  public ForeignReaction foreignReaction() {
    return ForeignReaction.CLOSES;
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new MqttDialogue(context, new MqttFraming());
  }
}
