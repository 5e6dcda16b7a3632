package io.portprobe.internal.proxy;

import io.portprobe.Endpoint;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The request for a connection to an endpoint, as a protocol that is spoken with a proxy.
 *
 * @param kind the kind of proxy
 * @param target the endpoint behind the proxy
 * @param credentials the credentials; null for none
 */
public record ProxyProtocol(Kind kind, Endpoint target, @Nullable ProxyCredentials credentials)
    implements Protocol {
  /** A kind of proxy. */
  public enum Kind {
    HTTP("http-connect"),
    SOCKS5("socks5");

    private final String protocol;

    Kind(String protocol) {
      this.protocol = protocol;
    }
  }

  @Override
  public String name() {
    return kind.protocol;
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return connect();
  }

  ConnectDialogue connect() {
    return kind == Kind.HTTP
        ? new HttpConnect(target, credentials)
        : new Socks5Connect(target, credentials);
  }
}
