package io.portprobe.internal.client;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.ProbeReport;
import io.portprobe.ProxyProbe;
import io.portprobe.ProxyReport;
import io.portprobe.ProxyReport.Outcome;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.probe.ProbeSettings;
import io.portprobe.internal.probe.ProbeSettings.Speech;
import io.portprobe.internal.proxy.ProxyAnswer;
import io.portprobe.internal.proxy.ProxyCredentials;
import io.portprobe.internal.proxy.ProxyProtocol;
import io.portprobe.internal.proxy.TunnelProtocol;
import io.portprobe.spi.Binding;
import io.portprobe.text.SafeText;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A probe of a proxy's port whose dialogue requests a connection to the endpoint. */
final class DefaultProxyProbe implements ProxyProbe {
  private final DefaultProbeClient client;
  private final ProbeSettings settings;
  private final ProxyProtocol protocol;

  /** The protocol to speak with the endpoint; null for none. */
  private final ProtocolRegistry.@Nullable Entry spoken;

  private DefaultProxyProbe(
      DefaultProbeClient client,
      ProbeSettings settings,
      ProxyProtocol protocol,
      ProtocolRegistry.@Nullable Entry spoken) {
    this.client = client;
    this.settings = settings;
    this.protocol = protocol;
    this.spoken = spoken;
  }

  /**
   * Creates a probe without credentials.
   *
   * @param settings the settings of the probe of the endpoint
   */
  static DefaultProxyProbe of(DefaultProbeClient client, ProbeSettings settings, Proxy proxy) {
    if (proxy.type() == Proxy.Type.DIRECT) {
      throw new IllegalArgumentException("proxy: DIRECT (expected: HTTP or SOCKS)");
    }
    if (!(proxy.address() instanceof InetSocketAddress address)) {
      throw new IllegalArgumentException(
          "proxy: " + proxy.address() + " (expected: an address with a port)");
    }
    ProxyProtocol.Kind kind =
        proxy.type() == Proxy.Type.HTTP ? ProxyProtocol.Kind.HTTP : ProxyProtocol.Kind.SOCKS5;
    return new DefaultProxyProbe(
        client,
        settings.through(Endpoint.tcp(address)),
        new ProxyProtocol(kind, withoutZone(settings.endpoint()), null),
        null);
  }

  private static Endpoint withoutZone(Endpoint endpoint) {
    if (endpoint.host().indexOf('%') >= 0) {
      throw new IllegalArgumentException(
          "host: "
              + SafeText.quote(endpoint.host())
              + " (expected: no zone, because the interfaces of the proxy are not known)");
    }
    return endpoint;
  }

  @Override
  public ProxyProbe credentials(String user, String password) {
    return new DefaultProxyProbe(
        client,
        settings,
        new ProxyProtocol(protocol.kind(), protocol.target(), new ProxyCredentials(user, password)),
        spoken);
  }

  @Override
  public ProxyProbe as(String name) {
    ProtocolRegistry.Entry entry =
        client.protocol(Objects.requireNonNull(name, "protocol"), Transport.TCP);
    return new DefaultProxyProbe(client, settings, protocol, entry);
  }

  @Override
  public CompletableFuture<ProxyReport> report() {
    if (spoken != null) {
      return report(spoken);
    }
    ProtocolRegistry.Entry entry = new ProtocolRegistry.Entry(protocol.name(), protocol, Set.of());
    Speech speech = Speech.none().withProtocol(entry, Optional.empty());
    return client.execute(
        settings.withSpeech(speech),
        report -> Report.of(protocol.target(), report, report.finding(ProxyAnswer.class), false));
  }

  private CompletableFuture<ProxyReport> report(ProtocolRegistry.Entry inner) {
    Endpoint target = protocol.target();
    Speech wanted = settings.speech();
    Optional<Binding> binding = inner.on(Transport.TCP, target.port());
    TunnelProtocol tunnel =
        new TunnelProtocol(
            protocol,
            inner.protocol(),
            binding.orElse(null),
            wanted.withProtocol(inner, binding).tls());
    ProtocolRegistry.Entry entry =
        new ProtocolRegistry.Entry(
            inner.name(), tunnel, Set.of(), inner.declared(), inner.maxReconnects());
    Speech speech =
        Speech.none()
            .withProtocol(entry, Optional.empty())
            .withOptions(wanted.options())
            .withTlsSettings(wanted.tlsSettings());
    return client.execute(
        settings.withSpeech(speech),
        report ->
            Report.of(
                target,
                report,
                tunnel.opened().or(() -> report.finding(ProxyAnswer.class)),
                tunnel.opened().isPresent()));
  }

  @Override
  public String toString() {
    return "ProxyProbe[" + protocol.target() + " through " + settings.endpoint() + "]";
  }

  /** The report of the proxy's port with what it means for the endpoint. */
  private record Report(
      Endpoint endpoint,
      Outcome outcome,
      OptionalInt code,
      String detail,
      ProbeReport proxy,
      Optional<DialogueReport> dialogue)
      implements ProxyReport {
    /**
     * Returns the report of an endpoint.
     *
     * @param reply the reply of the proxy
     * @param spoken whether the dialogue of the report is one with the endpoint
     */
    static ProxyReport of(
        Endpoint endpoint, ProbeReport proxy, Optional<ProxyAnswer> reply, boolean spoken) {
      if (proxy.state() != PortState.LISTENING) {
        return new Report(
            endpoint,
            Outcome.PROXY_NOT_LISTENING,
            OptionalInt.empty(),
            proxy.state().description() + ": " + proxy.reason().description(),
            proxy,
            Optional.empty());
      }
      return reply
          .<ProxyReport>map(
              answer ->
                  new Report(
                      endpoint,
                      answer.outcome(),
                      answer.code() < 0 ? OptionalInt.empty() : OptionalInt.of(answer.code()),
                      answer.detail(),
                      proxy,
                      spoken ? proxy.dialogue() : Optional.empty()))
          .orElseGet(() -> withoutAnswer(endpoint, proxy));
    }

    private static ProxyReport withoutAnswer(Endpoint endpoint, ProbeReport proxy) {
      Optional<DialogueReport> dialogue = proxy.dialogue();
      boolean late =
          dialogue.filter(each -> each.cause() == DialogueReport.Cause.DEADLINE).isPresent();
      return new Report(
          endpoint,
          late ? Outcome.NO_REPLY : Outcome.NOT_A_PROXY,
          OptionalInt.empty(),
          dialogue.map(DialogueReport::note).orElse(""),
          proxy,
          Optional.empty());
    }

    @Override
    public String explain() {
      return this + "\n" + meaning() + "\nThe port of the proxy: " + proxy.explain();
    }

    private String meaning() {
      return switch (outcome) {
        case OPEN -> "The endpoint is listening, as seen from the proxy.";
        case TARGET_REFUSED -> "Nothing listens on the endpoint, as seen from the proxy.";
        case TARGET_UNREACHABLE ->
            "The endpoint is filtered, not listening, or its name does not resolve at the proxy."
                + " Many proxies do not distinguish them.";
        case PROXY_DENIED -> "The rules of the proxy do not permit this endpoint.";
        case PROXY_AUTHENTICATION -> "The proxy did not try to reach the endpoint.";
        case PROXY_FAILED -> "The proxy did not state whether it reached the endpoint.";
        case NO_REPLY -> "Usually the proxy waits for an endpoint that is filtered.";
        case NOT_A_PROXY -> "Nothing is known about the endpoint.";
        case PROXY_NOT_LISTENING ->
            "The request was not sent. Nothing is known about the endpoint.";
      };
    }

    @Override
    public String toString() {
      return endpoint
          + " through "
          + proxy.endpoint()
          + ": "
          + outcome.description()
          + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
  }
}
