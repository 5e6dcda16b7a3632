package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.DefaultDialogueContext;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one probe. Immutable for everyone who holds an instance: {@link #with} alone
 * writes fields, to a fresh copy that it has not returned yet.
 */
public final class ProbeSettings implements Cloneable {
  private Endpoint endpoint;
  private Duration timeout;
  private Speech speech = Speech.none();
  private @Nullable InetAddress sourceAddress;
  private int sourcePort;
  private AddressSelection addresses = AddressSelection.ALL;
  private @Nullable InetAddress known;
  private boolean closeByReset;

  /** Settings of a probe of the state alone, of all addresses, from any source. */
  public ProbeSettings(Endpoint endpoint, Duration timeout) {
    this.endpoint = endpoint;
    this.timeout = timeout;
  }

  /**
   * What a probe sends.
   *
   * @param protocol the protocol to speak; null for none
   * @param protocolTls whether TLS comes first on this port according to the protocol
   * @param tlsRequested whether the caller requested TLS, which holds for every protocol
   * @param stateOnly whether the caller wants the state alone
   * @param payload the datagram of a UDP probe without a protocol; read-only, duplicate it to read
   * @param options values of the protocol's options
   */
  public record Speech(
      ProtocolRegistry.@Nullable Entry protocol,
      boolean protocolTls,
      boolean tlsRequested,
      boolean stateOnly,
      ByteBuffer payload,
      Map<ProtocolOption<?>, Object> options) {

    /** No protocol; the default payload over UDP. */
    public static Speech none() {
      return new Speech(null, false, false, false, Datagrams.anything(), Map.of());
    }

    /** A protocol with default options, and whether it begins with TLS. */
    static Speech of(ProtocolRegistry.Entry protocol, boolean tls) {
      return none().withProtocol(protocol, tls);
    }

    /** The protocol bound to the port of an endpoint; none if no protocol is. */
    public static Speech ofPort(ProtocolRegistry protocols, Endpoint endpoint) {
      Transport transport = endpoint.transport();
      int port = endpoint.port();
      return protocols
          .atHome(transport, port)
          .map(protocol -> of(protocol, protocol.tlsOn(transport, port)))
          .orElseGet(Speech::none);
    }

    /** Whether TLS comes first. */
    boolean tls() {
      return protocolTls || tlsRequested;
    }

    public Speech withProtocol(ProtocolRegistry.Entry other, boolean tls) {
      return new Speech(other, tls, tlsRequested, stateOnly, payload, options);
    }

    public Speech withTls() {
      return new Speech(protocol, protocolTls, true, stateOnly, payload, options);
    }

    public Speech withStateOnly() {
      return new Speech(protocol, protocolTls, tlsRequested, true, payload, options);
    }

    /** Replaces the protocol. */
    public Speech withPayload(ByteBuffer other) {
      return new Speech(null, false, tlsRequested, stateOnly, other, options);
    }

    public Speech withOptions(Map<ProtocolOption<?>, Object> others) {
      return new Speech(protocol, protocolTls, tlsRequested, stateOnly, payload, others);
    }
  }

  public Endpoint endpoint() {
    return endpoint;
  }

  public Duration timeout() {
    return timeout;
  }

  public Speech speech() {
    return speech;
  }

  /** The source address; null to let the kernel choose. */
  public @Nullable InetAddress sourceAddress() {
    return sourceAddress;
  }

  /** The source port; 0 to let the kernel choose. */
  public int sourcePort() {
    return sourcePort;
  }

  AddressSelection addresses() {
    return addresses;
  }

  /** The one address to probe, without name resolution; null to resolve the host. */
  @Nullable InetAddress known() {
    return known;
  }

  /** Whether a TCP connection without a dialogue is closed by a reset. */
  boolean closeByReset() {
    return closeByReset;
  }

  /** The context of a dialogue with one address of the endpoint. */
  DialogueContext dialogueContext(InetSocketAddress peer) {
    return new DefaultDialogueContext(
        endpoint.host(), peer, endpoint.transport(), speech.options());
  }

  /** The same address and port over TCP. */
  ProbeSettings overTcp() {
    return with(changed -> changed.endpoint = Endpoint.tcp(endpoint.host(), endpoint.port()));
  }

  public ProbeSettings withTimeout(Duration other) {
    return with(changed -> changed.timeout = other);
  }

  public ProbeSettings withSpeech(Speech other) {
    return with(changed -> changed.speech = other);
  }

  public ProbeSettings withSource(@Nullable InetAddress address, int port) {
    return with(
        changed -> {
          changed.sourceAddress = address;
          changed.sourcePort = port;
        });
  }

  public ProbeSettings withAddresses(AddressSelection other) {
    return with(changed -> changed.addresses = other);
  }

  public ProbeSettings withKnownAddress(InetAddress address) {
    return with(changed -> changed.known = address);
  }

  public ProbeSettings withCloseByReset(boolean reset) {
    return with(changed -> changed.closeByReset = reset);
  }

  private ProbeSettings with(Consumer<ProbeSettings> change) {
    try {
      ProbeSettings copy = (ProbeSettings) super.clone();
      change.accept(copy);
      return copy;
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
