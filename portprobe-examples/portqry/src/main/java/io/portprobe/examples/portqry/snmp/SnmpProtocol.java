package io.portprobe.examples.portqry.snmp;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/** SNMP over UDP, as a protocol of portprobe. An agent does not respond to a wrong community. */
public final class SnmpProtocol implements Protocol {
  /** The community name: 1 to 255 bytes of UTF-8, by default {@code "public"}. */
  public static final ProtocolOption<String> COMMUNITY =
      ProtocolOption.of(
              "snmp.community", "public", SnmpProtocol::isCommunity, "1-255 bytes of UTF-8")
          .describedAs("The community name.")
          .secret();

  private static final int MAX_COMMUNITY = 255;

  /** Request ids have four bytes, so that all requests are equally long. */
  private static final int SMALLEST_ID = 1 << 24;

  private static boolean isCommunity(String name) {
    return !name.isEmpty() && name.getBytes(StandardCharsets.UTF_8).length <= MAX_COMMUNITY;
  }

  @Override
  public String name() {
    return "snmp";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.udp(161));
  }

  @Override
  public List<ProtocolOption<?>> options() {
    return List.of(COMMUNITY);
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new SnmpDialogue(
        context.option(COMMUNITY), context.random().nextInt(SMALLEST_ID, Integer.MAX_VALUE));
  }
}
