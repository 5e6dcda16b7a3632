package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The protocol {@code "time"}; {@link io.portprobe.protocols.simple.ServerTime} describes it. */
public final class TimeProtocol extends SimpleProtocol {
  private static final int FIRST_OF_2019 = 0xe0;
  private static final int TELNET = 0xff;

  /** Creates the protocol. */
  public TimeProtocol() {
    super("time", Binding.tcp(37), Binding.udp(37));
  }

  /**
   * Recognises four bytes that are a time from 2019 to 2035: text never starts with such a byte,
   * and Telnet starts with 255. The dialogue then compares the time with the local clock.
   */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    int first = received.get(received.position()) & 0xff;
    return received.remaining() == Integer.BYTES && first >= FIRST_OF_2019 && first < TELNET
        ? Optional.of(ServiceFacts.of(name()))
        : Optional.empty();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TimeDialogue(context);
  }
}
