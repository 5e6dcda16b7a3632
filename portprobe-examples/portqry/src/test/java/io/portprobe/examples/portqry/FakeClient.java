package io.portprobe.examples.portqry;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.IoMode;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeClientBuilder;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyProbe;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.protocols.greeting.Ftp;
import io.portprobe.protocols.greeting.Imap;
import io.portprobe.protocols.greeting.Pop3;
import io.portprobe.protocols.greeting.Smtp;
import io.portprobe.protocols.ldap.Ldap;
import io.portprobe.protocols.snmp.Snmp;
import io.portprobe.scan.Scan;
import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A client without a network: records each probe and completes it by a script. */
final class FakeClient implements ProbeClient {
  /** What was sent, with the settings that the command may make. */
  record SentProbe(
      Endpoint endpoint, Duration timeout, String protocol, boolean stateOnly, int sourcePort) {}

  private static final Set<ProtocolOption<?>> OPTIONS =
      Set.of(
          Ldap.NETLOGON,
          Snmp.COMMUNITY,
          Ftp.START_TLS,
          Ftp.ANONYMOUS,
          Smtp.START_TLS,
          Pop3.START_TLS,
          Imap.START_TLS);

  private final Function<SentProbe, CompletableFuture<ProbeReport>> script;
  private final List<SentProbe> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean closed;

  FakeClient(Function<SentProbe, CompletableFuture<ProbeReport>> script) {
    this.script = script;
  }

  /** Everything that was sent, in order. */
  List<SentProbe> sent() {
    return sent;
  }

  boolean closed() {
    return closed;
  }

  @Override
  public PortProbe probe(Endpoint endpoint) {
    return new FakeProbe(new SentProbe(endpoint, Duration.ofDays(1), "", false, 0));
  }

  @Override
  public CompletableFuture<List<InetAddress>> resolve(String host, Duration timeout) {
    throw new UnsupportedOperationException("the command does not resolve");
  }

  @Override
  public Scan scan() {
    throw new UnsupportedOperationException("the command does not scan");
  }

  @Override
  public Set<String> protocols() {
    return Set.of(
        "dns", "ldap", "msrpc", "netbios", "snmp", "ike", "smtp", "http", "greeter", "redis");
  }

  @Override
  public IoMode transport() {
    return IoMode.NIO;
  }

  @Override
  public int window() {
    return 1_000;
  }

  @Override
  public ProbeClientBuilder toBuilder() {
    throw new UnsupportedOperationException("the command builds no client");
  }

  @Override
  public CompletableFuture<Void> closeAsync() {
    closed = true;
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void close() {
    closed = true;
  }

  @Override
  public List<String> protocolsOn(Transport transport, int port) {
    return List.of();
  }

  @Override
  public List<ProtocolOption<?>> options(String protocol) {
    return List.of();
  }

  @Override
  public Set<Binding> bindings(String protocol) {
    return Set.of();
  }

  private final class FakeProbe implements PortProbe {
    private final SentProbe settings;

    FakeProbe(SentProbe settings) {
      this.settings = settings;
    }

    @Override
    public Endpoint endpoint() {
      return settings.endpoint();
    }

    @Override
    public PortProbe timeout(Duration timeout) {
      return new FakeProbe(
          new SentProbe(
              settings.endpoint,
              timeout,
              settings.protocol,
              settings.stateOnly,
              settings.sourcePort));
    }

    @Override
    public PortProbe retries(int retries) {
      return this;
    }

    @Override
    public ProxyProbe through(Proxy proxy) {
      throw new UnsupportedOperationException();
    }

    @Override
    public PortProbe allProtocols() {
      throw new UnsupportedOperationException("the command speaks one protocol");
    }

    @Override
    public PortProbe as(Protocol protocol) {
      return as(protocol.name());
    }

    @Override
    public PortProbe as(String protocol) {
      return new FakeProbe(
          new SentProbe(
              settings.endpoint,
              settings.timeout,
              protocol,
              settings.stateOnly,
              settings.sourcePort));
    }

    @Override
    public PortProbe stateOnly() {
      return new FakeProbe(
          new SentProbe(
              settings.endpoint, settings.timeout, settings.protocol, true, settings.sourcePort));
    }

    @Override
    public PortProbe sourcePort(int port) {
      return new FakeProbe(
          new SentProbe(
              settings.endpoint, settings.timeout, settings.protocol, settings.stateOnly, port));
    }

    @Override
    public PortProbe tls() {
      throw new AssertionError("the command never starts TLS itself");
    }

    @Override
    public PortProbe tls(TlsSettings offered) {
      throw new AssertionError("the command never starts TLS itself");
    }

    @Override
    public PortProbe plain() {
      throw new AssertionError("the command never starts TLS itself");
    }

    @Override
    public PortProbe option(String name, String value) {
      throw new AssertionError("the command sets no option by name");
    }

    @Override
    public PortProbe payload(byte[] payload) {
      throw new AssertionError("the command has no payload of its own");
    }

    @Override
    public <T> PortProbe option(ProtocolOption<T> option, T value) {
      if (OPTIONS.contains(option)) {
        return this;
      }
      throw new AssertionError("the command sets no such option: " + option + " to " + value);
    }

    @Override
    public PortProbe sourceAddress(InetAddress address) {
      throw new AssertionError("the command has no source address");
    }

    @Override
    public boolean isStateOnly() {
      return settings.stateOnly();
    }

    @Override
    public boolean isTlsFirst() {
      return false;
    }

    @Override
    public PortProbe holdOpen(Duration time) {
      throw new AssertionError("the command keeps no connection open");
    }

    @Override
    public PortProbe stopWhenListening() {
      throw new AssertionError("the command waits for every address");
    }

    @Override
    public PortProbe addresses(AddressSelection selection) {
      throw new AssertionError("the command asks every address");
    }

    @Override
    public CompletableFuture<PortState> state() {
      throw new AssertionError("the command wants reports");
    }

    @Override
    public CompletableFuture<ProbeReport> report() {
      sent.add(settings);
      return script.apply(settings);
    }

    @Override
    public CompletableFuture<ServiceIdentity> identify(IdentifySettings limits) {
      throw new UnsupportedOperationException();
    }
  }
}
