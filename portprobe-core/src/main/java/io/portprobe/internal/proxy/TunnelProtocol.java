package io.portprobe.internal.proxy;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.HostSyntax;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A protocol that is spoken with an endpoint behind a proxy, for one probe. Thread-safe. */
public final class TunnelProtocol implements Protocol {
  private final ProxyProtocol proxy;
  private final Protocol protocol;
  private final @Nullable Binding binding;
  private final boolean tls;
  private final AtomicReference<@Nullable ProxyAnswer> opened = new AtomicReference<>();

  /**
   * Creates the protocol of one probe.
   *
   * @param binding the default port of the protocol that the endpoint has; null if it has none
   * @param tls whether TLS with the endpoint comes first
   */
  public TunnelProtocol(
      ProxyProtocol proxy, Protocol protocol, @Nullable Binding binding, boolean tls) {
    this.proxy = proxy;
    this.protocol = protocol;
    this.binding = binding;
    this.tls = tls;
  }

  /** Returns the reply of the proxy that opened the path, if one did. */
  public Optional<ProxyAnswer> opened() {
    return Optional.ofNullable(opened.get());
  }

  void onOpened(ProxyAnswer answer) {
    opened.compareAndSet(null, answer);
  }

  ConnectDialogue connect() {
    return proxy.connect();
  }

  boolean tls() {
    return tls;
  }

  @Override
  public String name() {
    return protocol.name();
  }

  @Override
  public Set<Binding> bindings() {
    return Set.of();
  }

  @Override
  public Dialogue open(DialogueContext context) {
    return new TunnelDialogue(this, protocol.open(new TargetContext(context)));
  }

  /** The context of the connection to the proxy, through which the endpoint is reached. */
  private final class TargetContext implements DialogueContext {
    private final DialogueContext toProxy;

    TargetContext(DialogueContext toProxy) {
      this.toProxy = toProxy;
    }

    @Override
    public String host() {
      return proxy.target().host();
    }

    /** The proxy resolves a name, so that its address is not known. */
    @Override
    public InetSocketAddress peer() {
      Endpoint target = proxy.target();
      return HostSyntax.isLiteral(target.host())
          ? new InetSocketAddress(target.host(), target.port())
          : InetSocketAddress.createUnresolved(target.host(), target.port());
    }

    @Override
    public Optional<InetSocketAddress> local() {
      return toProxy.local();
    }

    @Override
    public Optional<Binding> binding() {
      return Optional.ofNullable(binding);
    }

    @Override
    public boolean tlsFirst() {
      return tls;
    }

    @Override
    public Duration remaining() {
      return toProxy.remaining();
    }

    @Override
    public Transport transport() {
      return toProxy.transport();
    }

    @Override
    public Clock clock() {
      return toProxy.clock();
    }

    @Override
    public RandomGenerator random() {
      return toProxy.random();
    }

    @Override
    public int findingBytes() {
      return toProxy.findingBytes();
    }

    @Override
    public <T> T option(ProtocolOption<T> option) {
      return toProxy.option(option);
    }
  }
}
