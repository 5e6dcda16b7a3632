package io.portprobe.internal.dialogue;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Finding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.Step;
import io.portprobe.spi.TlsInfo;
import io.portprobe.text.SafeText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A TLS handshake without a protocol after it: of a probe with TLS on a port without a protocol.
 */
public final class TlsOnlyProtocol implements Protocol {
  private static final TlsOnlyProtocol INSTANCE = new TlsOnlyProtocol();

  private TlsOnlyProtocol() {}

  /** Returns the protocol in the form of the registry, which does not contain it. */
  public static ProtocolRegistry.Entry entry() {
    return new ProtocolRegistry.Entry(INSTANCE.name(), INSTANCE, Set.of());
  }

  @Override
  public String name() {
    return "tls";
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new Handshake();
  }

  /** The handshake as a finding. */
  private record Secured(TlsInfo tls) implements Finding {
    @Override
    public List<String> lines() {
      List<String> lines = new ArrayList<>();
      lines.add("TLS: " + tls.version() + ", " + tls.cipherSuite());
      tls.alpn().ifPresent(name -> lines.add("application protocol: " + name));
      tls.certificates().stream()
          .limit(1)
          .forEach(
              certificate -> {
                lines.add("certificate subject: " + certificate.getSubjectX500Principal());
                lines.add("certificate issuer: " + certificate.getIssuerX500Principal());
                lines.add("certificate valid until: " + certificate.getNotAfter().toInstant());
              });
      tls.untrustedReason().ifPresent(reason -> lines.add("not trusted: " + reason));
      return SafeText.lines(lines);
    }
  }

  private static final class Handshake implements Dialogue {
    @Override
    public Step start() {
      return Step.mismatch("no TLS was started");
    }

    @Override
    public Step secured(TlsInfo tls) {
      return Step.finish(new Secured(tls));
    }

    @Override
    public Step received(ByteBuffer bytes) {
      return Step.await();
    }
  }
}
