package io.portprobe.internal.dialogue;

import io.portprobe.Transport;
import io.portprobe.internal.util.Randomness;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The context of a dialogue with a real peer. */
public record DefaultDialogueContext(
    String host,
    InetSocketAddress peer,
    Transport transport,
    Clock clock,
    RandomGenerator random,
    Map<ProtocolOption<?>, Object> options,
    int findingBytes)
    implements DialogueContext {
  /** What the findings of one report may use, all addresses together. */
  private static final int REPORT_BYTES = 16 << 20;

  /**
   * Creates the context of one of the dialogues of a probe.
   *
   * @param dialogues the number of dialogues, 1 to 64
   */
  public DefaultDialogueContext(
      String host,
      InetSocketAddress peer,
      Transport transport,
      Map<ProtocolOption<?>, Object> options,
      int dialogues) {
    this(
        host,
        peer,
        transport,
        Clock.systemUTC(),
        Randomness.shared(),
        options,
        REPORT_BYTES / dialogues);
  }

  @Override
  @SuppressWarnings("unchecked") // PortProbe.option pairs an option with a value of its type
  public <T> T option(ProtocolOption<T> option) {
    return (T) options.getOrDefault(option, option.defaultValue());
  }
}
