package io.portprobe.testing.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.portprobe.faultkit.Script;
import io.portprobe.faultkit.TcpPeer;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Function;

/** A protocol that reads one line. It is bound to a port, so that recordings use it. */
final class Greeter implements Protocol {
  private final int port;
  private final Function<String, ? extends Finding> finding;

  Greeter(int port, Function<String, ? extends Finding> finding) {
    this.port = port;
    this.finding = finding;
  }

  /** Returns a server that sends a line. */
  static TcpPeer peer(String words) {
    return TcpPeer.serving(Script.reply((words + "\r\n").getBytes(US_ASCII)).thenSilence());
  }

  @Override
  public String name() {
    return "greeter";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of(Binding.tcp(port));
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Dialogue() {
      @Override
      public Step start() {
        return Step.await();
      }

      @Override
      public Step received(ByteBuffer bytes) {
        return Step.finish(finding.apply(US_ASCII.decode(bytes).toString().strip()));
      }
    };
  }
}
