package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ServiceFacts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The protocol {@code "daytime"}; {@link io.portprobe.protocols.simple.SimpleText} describes it.
 */
public final class DaytimeProtocol extends SimpleProtocol {
  /** The whole text of xinetd, of the inetd of BSD and of GNU, and of RFC 867. */
  private static final Pattern TEXT =
      Pattern.compile(
          "([0-3]?[0-9] [A-Z]{3} [0-9]{4} [0-2][0-9]:[0-5][0-9]:[0-6][0-9] [A-Z0-9+-]{1,6}"
              + "|[A-Z][a-z]{2} [A-Z][a-z]{2} [ 0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-6][0-9] [0-9]{4}"
              + "|[A-Z][a-z]{5,8}, [A-Z][a-z]{2,8} [0-9]{1,2}, [0-9]{4}"
              + " [0-2][0-9]:[0-5][0-9]:[0-6][0-9]-[A-Z]{1,5})\\r?\\n");

  private static final int MAX_LENGTH = 64;

  /** Creates the protocol. */
  public DaytimeProtocol() {
    super("daytime", Binding.tcp(13), Binding.udp(13));
  }

  /** Recognises a text that is nothing but a date and a time, in one of three common forms. */
  @Override
  public Optional<ServiceFacts> recognise(ByteBuffer received) {
    return received.remaining() <= MAX_LENGTH
            && TEXT.matcher(StandardCharsets.US_ASCII.decode(received.duplicate())).matches()
        ? Optional.of(TextRule.DAYTIME.facts())
        : Optional.empty();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TextDialogue(context, TextRule.DAYTIME, "");
  }
}
