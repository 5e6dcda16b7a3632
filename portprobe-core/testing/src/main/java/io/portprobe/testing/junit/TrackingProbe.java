package io.portprobe.testing.junit;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyProbe;
import io.portprobe.ProxyReport;
import io.portprobe.identify.IdentifySettings;
import io.portprobe.identify.ServiceIdentity;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import java.net.InetAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A probe whose operations are registered at its client. */
record TrackingProbe(PortProbe probe, TrackingClient client) implements PortProbe {
  private PortProbe tracked(PortProbe changed) {
    return new TrackingProbe(changed, client);
  }

  @Override
  public Endpoint endpoint() {
    return probe.endpoint();
  }

  @Override
  public PortProbe timeout(Duration timeout) {
    return tracked(probe.timeout(timeout));
  }

  @Override
  public PortProbe retries(int retries) {
    return tracked(probe.retries(retries));
  }

  @Override
  public PortProbe as(String protocol) {
    return tracked(probe.as(protocol));
  }

  @Override
  public PortProbe as(Protocol protocol) {
    return tracked(probe.as(protocol));
  }

  @Override
  public PortProbe allProtocols() {
    return tracked(probe.allProtocols());
  }

  @Override
  public PortProbe tls() {
    return tracked(probe.tls());
  }

  @Override
  public PortProbe tls(TlsSettings settings) {
    return tracked(probe.tls(settings));
  }

  @Override
  public PortProbe plain() {
    return tracked(probe.plain());
  }

  @Override
  public PortProbe option(String name, String value) {
    return tracked(probe.option(name, value));
  }

  @Override
  public PortProbe stateOnly() {
    return tracked(probe.stateOnly());
  }

  @Override
  public PortProbe payload(byte[] payload) {
    return tracked(probe.payload(payload));
  }

  @Override
  public <T> PortProbe option(ProtocolOption<T> option, T value) {
    return tracked(probe.option(option, value));
  }

  @Override
  public PortProbe sourceAddress(InetAddress address) {
    return tracked(probe.sourceAddress(address));
  }

  @Override
  public PortProbe sourcePort(int port) {
    return tracked(probe.sourcePort(port));
  }

  @Override
  public boolean isStateOnly() {
    return probe.isStateOnly();
  }

  @Override
  public boolean isTlsFirst() {
    return probe.isTlsFirst();
  }

  @Override
  public PortProbe holdOpen(Duration time) {
    return tracked(probe.holdOpen(time));
  }

  @Override
  public PortProbe stopWhenListening() {
    return tracked(probe.stopWhenListening());
  }

  @Override
  public PortProbe addresses(AddressSelection selection) {
    return tracked(probe.addresses(selection));
  }

  @Override
  public ProxyProbe through(Proxy proxy) {
    return new Through(probe.through(proxy), client);
  }

  /** A probe through a proxy whose operations are registered at its client. */
  private record Through(ProxyProbe probe, TrackingClient client) implements ProxyProbe {
    @Override
    public ProxyProbe as(String protocol) {
      return new Through(probe.as(protocol), client);
    }

    @Override
    public ProxyProbe credentials(String user, String password) {
      return new Through(probe.credentials(user, password), client);
    }

    @Override
    public CompletableFuture<ProxyReport> report() {
      return client.track(probe.toString(), probe.report());
    }
  }

  @Override
  public CompletableFuture<PortState> state() {
    return client.track(probe.endpoint().toString(), probe.state());
  }

  @Override
  public CompletableFuture<ProbeReport> report() {
    return client.track(probe.endpoint().toString(), probe.report());
  }

  @Override
  public CompletableFuture<ServiceIdentity> identify(IdentifySettings settings) {
    return client.track(probe.endpoint().toString(), probe.identify(settings));
  }
}
