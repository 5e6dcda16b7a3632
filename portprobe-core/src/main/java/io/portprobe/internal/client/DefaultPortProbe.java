package io.portprobe.internal.client;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyProbe;
import io.portprobe.Transport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.TlsFirst;
import io.portprobe.internal.util.Arguments;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import java.net.InetAddress;
import java.net.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A probe: immutable settings, executed by the client. */
final class DefaultPortProbe implements PortProbe {
  private static final int MAX_RETRIES = 100;
  private static final Duration MAX_HOLD = Duration.ofHours(1);

  /** The time after which a lost SYN is sent again (RFC 6298 section 2.1). */
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final DefaultProbeClient client;
  private final ProbeSettings settings;
  private final boolean allProtocols;

  DefaultPortProbe(DefaultProbeClient client, ProbeSettings settings) {
    this(client, settings, false);
  }

  private DefaultPortProbe(
      DefaultProbeClient client, ProbeSettings settings, boolean allProtocols) {
    this.client = client;
    this.settings = settings;
    this.allProtocols = allProtocols;
  }

  @Override
  public Endpoint endpoint() {
    return settings.endpoint();
  }

  @Override
  public PortProbe timeout(Duration timeout) {
    return with(settings.withTimeout(Arguments.timeout(timeout)));
  }

  @Override
  public PortProbe retries(int retries) {
    return with(settings.withRetries(Arguments.inRange("retries", retries, 0, MAX_RETRIES)));
  }

  @Override
  public PortProbe as(String protocol) {
    Objects.requireNonNull(protocol, "protocol");
    Transport transport = endpoint().transport();
    return new DefaultPortProbe(
        client, speaking(settings, client.protocol(protocol, transport)), false);
  }

  @Override
  public PortProbe as(Protocol protocol) {
    ProtocolRegistry.Entry entry =
        ProtocolRegistry.single(
            Objects.requireNonNull(protocol, "protocol"), endpoint().transport());
    return new DefaultPortProbe(client, speaking(settings, entry), false);
  }

  @Override
  public PortProbe allProtocols() {
    return new DefaultPortProbe(client, settings, true);
  }

  private static ProbeSettings speaking(ProbeSettings settings, ProtocolRegistry.Entry entry) {
    Endpoint endpoint = settings.endpoint();
    return settings.withSpeech(
        settings.speech().withProtocol(entry, entry.on(endpoint.transport(), endpoint.port())));
  }

  @Override
  public PortProbe tls() {
    requireTransport(Transport.TCP, "tls");
    return with(settings.withSpeech(settings.speech().withTls(TlsFirst.YES)));
  }

  @Override
  public PortProbe tls(TlsSettings offered) {
    requireTransport(Transport.TCP, "tls");
    Objects.requireNonNull(offered, "settings");
    return with(
        settings.withSpeech(settings.speech().withTls(TlsFirst.YES).withTlsSettings(offered)));
  }

  @Override
  public PortProbe plain() {
    requireTransport(Transport.TCP, "plain");
    return with(settings.withSpeech(settings.speech().withTls(TlsFirst.NO)));
  }

  @Override
  public PortProbe stateOnly() {
    return with(settings.withSpeech(settings.speech().withStateOnly()));
  }

  @Override
  public PortProbe payload(byte[] payload) {
    requireTransport(Transport.UDP, "payload");
    if (payload.length < 1 || payload.length > Datagrams.LARGEST_PAYLOAD) {
      throw new IllegalArgumentException(
          "payload: " + payload.length + " bytes (expected: 1-" + Datagrams.LARGEST_PAYLOAD + ")");
    }
    ByteBuffer copy = ByteBuffer.wrap(payload.clone()).asReadOnlyBuffer();
    return new DefaultPortProbe(
        client, settings.withSpeech(settings.speech().withPayload(copy)), false);
  }

  @Override
  public <T> PortProbe option(ProtocolOption<T> option, T value) {
    Objects.requireNonNull(option, "option");
    Map<ProtocolOption<?>, Object> options = new HashMap<>(settings.speech().options());
    option.checkValue(value);
    options.put(option, value);
    return with(settings.withSpeech(settings.speech().withOptions(Map.copyOf(options))));
  }

  @Override
  public PortProbe option(String name, String value) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(value, "value");
    return parsed(client.option(name), value);
  }

  private <T> PortProbe parsed(ProtocolOption<T> option, String value) {
    return option(option, option.parse(value));
  }

  @Override
  public PortProbe sourceAddress(InetAddress address) {
    Objects.requireNonNull(address, "address");
    return with(settings.withSockets(settings.sockets().withSourceAddress(address)));
  }

  @Override
  public PortProbe sourcePort(int port) {
    Arguments.inRange("sourcePort", port, 1, Arguments.MAX_PORT);
    return with(settings.withSockets(settings.sockets().withSourcePort(port)));
  }

  @Override
  public PortProbe addresses(AddressSelection selection) {
    Objects.requireNonNull(selection, "selection");
    return with(settings.withTargets(settings.targets().withSelection(selection)));
  }

  @Override
  public PortProbe holdOpen(Duration time) {
    requireTransport(Transport.TCP, "holdOpen");
    if (time.isNegative() || time.compareTo(MAX_HOLD) > 0) {
      throw new IllegalArgumentException(
          "holdOpen: " + time + " (expected: zero or more, at most " + MAX_HOLD + ")");
    }
    return with(settings.withSockets(settings.sockets().withHoldOpen(time)));
  }

  @Override
  public PortProbe stopWhenListening() {
    return with(settings.withTargets(settings.targets().withGrace(GRACE)));
  }

  @Override
  public boolean isStateOnly() {
    return settings.speech().stateOnly();
  }

  @Override
  public boolean isTlsFirst() {
    return settings.isTlsFirst();
  }

  @Override
  public ProxyProbe through(Proxy proxy) {
    requireTransport(Transport.TCP, "through");
    return DefaultProxyProbe.of(client, settings, proxy);
  }

  @Override
  public CompletableFuture<PortState> state() {
    ProbeSettings bare =
        settings
            .withSpeech(settings.speech().withStateOnly())
            .withTargets(settings.targets().withGrace(Duration.ZERO))
            .withSockets(settings.sockets().withHoldOpen(Duration.ZERO));
    return client.execute(bare, ProbeReport::state);
  }

  @Override
  public CompletableFuture<ProbeReport> report() {
    ProbeSettings extended =
        settings.withTimeout(settings.timeout().plus(settings.sockets().holdOpen()));
    List<ProtocolRegistry.Entry> protocols =
        allProtocols && !isStateOnly() ? client.protocolsOn(endpoint()) : List.of();
    if (protocols.size() < 2) {
      return client.execute(extended, report -> report);
    }
    return ProtocolProbes.combine(
        protocols.stream()
            .map(protocol -> client.execute(speaking(extended, protocol), report -> report))
            .toList());
  }

  @Override
  public CompletableFuture<ServiceIdentity> identify(IdentifySettings limits) {
    Objects.requireNonNull(limits, "settings");
    ProbeSettings extended =
        settings.withRetries(0).withTargets(settings.targets().withGrace(GRACE));
    return client.identifier().identity(extended, limits);
  }

  @Override
  public String toString() {
    return "PortProbe[" + endpoint() + "]";
  }

  private PortProbe with(ProbeSettings changed) {
    return new DefaultPortProbe(client, changed, allProtocols);
  }

  private void requireTransport(Transport transport, String setting) {
    if (endpoint().transport() != transport) {
      throw new IllegalStateException(
          setting + ": " + endpoint() + " (expected: over " + transport + ")");
    }
  }
}
