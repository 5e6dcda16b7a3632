package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.util.Randomness;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a dialogue of a real probe knows. */
public record DefaultDialogueContext(
    String host,
    InetSocketAddress peer,
    Transport transport,
    Clock clock,
    RandomGenerator random,
    Map<ProtocolOption<?>, Object> options)
    implements DialogueContext {
  public static DefaultDialogueContext of(ProbeSettings settings, InetSocketAddress peer) {
    return new DefaultDialogueContext(
        settings.endpoint().host(),
        peer,
        settings.endpoint().transport(),
        Clock.systemUTC(),
        Randomness.shared(),
        settings.speech().options());
  }

  @Override
  @SuppressWarnings("unchecked") // PortProbe.option pairs an option with a value of its type
  public <T> T option(ProtocolOption<T> option) {
    return (T) options.getOrDefault(option, option.defaultValue());
  }
}
