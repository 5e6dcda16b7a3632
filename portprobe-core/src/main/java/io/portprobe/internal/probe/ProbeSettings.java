package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.internal.dialogue.DefaultDialogueContext;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.internal.net.Datagrams;
import io.portprobe.spi.Binding;
import io.portprobe.spi.DialogueContext;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.TlsSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one probe. Immutable.
 *
 * @param endpoint the endpoint as the caller named it
 * @param timeout the time from the call to the report, name resolution included
 * @param retries how often it is repeated within the timeout
 * @param findingBytes the heap that the findings of its report may use
 * @param speech what the probe sends
 * @param targets which addresses it probes
 * @param sockets how it opens and closes sockets
 * @param destination the endpoint that a proxy at {@code endpoint} connects to; null without a
 *     proxy
 */
public record ProbeSettings(
    Endpoint endpoint,
    Duration timeout,
    int retries,
    int findingBytes,
    Speech speech,
    Targets targets,
    Sockets sockets,
    @Nullable Endpoint destination) {

  /** Settings that probe all addresses, from any source, without a protocol. */
  public ProbeSettings(Endpoint endpoint, Duration timeout, int findingBytes) {
    this(
        endpoint,
        timeout,
        0,
        findingBytes,
        Speech.none(),
        new Targets(AddressSelection.ALL, null),
        new Sockets(null, 0, false, Duration.ZERO),
        null);
  }

  /**
   * Which addresses a probe uses.
   *
   * @param selection which of the resolved addresses
   * @param known the only address, without name resolution; null to resolve the host
   * @param grace how long the other addresses may still respond when one is listening; null to wait
   *     for every address
   */
  public record Targets(
      AddressSelection selection, @Nullable InetAddress known, @Nullable Duration grace) {
    /** Targets that a probe waits for until its deadline. */
    public Targets(AddressSelection selection, @Nullable InetAddress known) {
      this(selection, known, null);
    }

    /** Returns a copy with another selection. */
    public Targets withSelection(AddressSelection other) {
      return new Targets(other, known, grace);
    }

    /** Returns a copy that gives the other addresses this time when one is listening. */
    public Targets withGrace(Duration other) {
      return new Targets(selection, known, other);
    }
  }

  /**
   * How a probe opens and closes sockets.
   *
   * @param sourceAddress the local address; null to let the kernel choose
   * @param sourcePort the local port; 0 to let the kernel choose
   * @param closeByReset whether a TCP connection without a dialogue is closed by a reset
   * @param holdOpen how long a TCP connection without a dialogue is kept open
   */
  public record Sockets(
      @Nullable InetAddress sourceAddress,
      int sourcePort,
      boolean closeByReset,
      Duration holdOpen) {
    /** Returns a copy with another local address. */
    public Sockets withSourceAddress(InetAddress address) {
      return new Sockets(address, sourcePort, closeByReset, holdOpen);
    }

    /** Returns a copy with another local port. */
    public Sockets withSourcePort(int port) {
      return new Sockets(sourceAddress, port, closeByReset, holdOpen);
    }

    /** Returns a copy that keeps a connection open for another time. */
    public Sockets withHoldOpen(Duration time) {
      return new Sockets(sourceAddress, sourcePort, closeByReset, time);
    }
  }

  /** Whether TLS starts with the connection. */
  public enum TlsFirst {
    /** On the ports where the protocol does so. */
    ON_TLS_PORTS,
    /** On every port, as the caller requested. */
    YES,
    /** On no port, as the caller requested. */
    NO
  }

  /**
   * What a probe sends.
   *
   * @param protocol the protocol to speak; null for none
   * @param binding the default port of the protocol that this is; null if it is none
   * @param tlsFirst whether TLS comes first, for every protocol
   * @param tlsSettings what the caller offers in a TLS handshake
   * @param stateOnly whether the caller wants the state alone
   * @param payload the datagram of a UDP probe without a protocol; read-only, duplicate it to read
   * @param options values of the protocol's options
   */
  public record Speech(
      ProtocolRegistry.@Nullable Entry protocol,
      @Nullable Binding binding,
      TlsFirst tlsFirst,
      TlsSettings tlsSettings,
      boolean stateOnly,
      ByteBuffer payload,
      Map<ProtocolOption<?>, Object> options) {

    /** Returns no protocol, and the default payload over UDP. */
    public static Speech none() {
      return new Speech(
          null,
          null,
          TlsFirst.ON_TLS_PORTS,
          TlsSettings.defaults(),
          false,
          Datagrams.anything(),
          Map.of());
    }

    /** Returns the protocol bound to the port of an endpoint, or none. */
    public static Speech ofPort(ProtocolRegistry protocols, Endpoint endpoint) {
      Transport transport = endpoint.transport();
      int port = endpoint.port();
      ProtocolRegistry.Entry protocol = protocols.boundTo(transport, port).orElse(null);
      return protocol == null
          ? none()
          : none().withProtocol(protocol, protocol.on(transport, port));
    }

    /** Returns whether TLS comes first. */
    public boolean tls() {
      return switch (tlsFirst) {
        case YES -> true;
        case NO -> false;
        case ON_TLS_PORTS -> binding != null && binding.tls();
      };
    }

    /** Returns a copy with another protocol, and the default port of it that this is. */
    public Speech withProtocol(ProtocolRegistry.Entry other, Optional<Binding> on) {
      return new Speech(other, on.orElse(null), tlsFirst, tlsSettings, stateOnly, payload, options);
    }

    /** Returns a copy that speaks a protocol which is not chosen by the port, with a dialogue. */
    public Speech identifying(ProtocolRegistry.Entry other) {
      return new Speech(other, null, tlsFirst, tlsSettings, false, payload, options);
    }

    /** Returns a copy with TLS first or not, for every protocol. */
    public Speech withTls(TlsFirst other) {
      return new Speech(protocol, binding, other, tlsSettings, stateOnly, payload, options);
    }

    /** Returns a copy that offers something else in a TLS handshake. */
    public Speech withTlsSettings(TlsSettings other) {
      return new Speech(protocol, binding, tlsFirst, other, stateOnly, payload, options);
    }

    /** Returns a copy without a dialogue. */
    public Speech withStateOnly() {
      return new Speech(protocol, binding, tlsFirst, tlsSettings, true, payload, options);
    }

    /** Returns a copy with a payload instead of the protocol. */
    public Speech withPayload(ByteBuffer other) {
      return new Speech(null, null, tlsFirst, tlsSettings, stateOnly, other, options);
    }

    /** Returns a copy with other options. */
    public Speech withOptions(Map<ProtocolOption<?>, Object> others) {
      return new Speech(protocol, binding, tlsFirst, tlsSettings, stateOnly, payload, others);
    }
  }

  /**
   * Returns the context of a dialogue with one address of the endpoint.
   *
   * @param local the local address of its socket
   * @param deadlineNanos the time of {@link System#nanoTime()} at which the probe ends
   * @param dialogues the number of dialogues of the probe
   */
  DialogueContext dialogueContext(
      InetSocketAddress peer,
      Optional<InetSocketAddress> local,
      long deadlineNanos,
      int dialogues) {
    return new DefaultDialogueContext(
        endpoint.host(),
        peer,
        local,
        endpoint.transport(),
        Optional.ofNullable(speech.binding()),
        isTlsFirst(),
        deadlineNanos,
        speech.options(),
        findingBytes / dialogues);
  }

  /** Returns whether a TLS handshake comes before the dialogue. */
  public boolean isTlsFirst() {
    return speech.tls() && endpoint.transport() == Transport.TCP;
  }

  /** Returns a copy that probes the same host and port over TCP. */
  public ProbeSettings overTcp() {
    Endpoint tcp = Endpoint.tcp(endpoint.host(), endpoint.port());
    return new ProbeSettings(
        tcp, timeout, retries, findingBytes, speech, targets, sockets, destination);
  }

  /** Returns a copy that probes a proxy, which connects to the endpoint of this probe. */
  public ProbeSettings through(Endpoint proxy) {
    return new ProbeSettings(
        proxy, timeout, retries, findingBytes, speech, targets, sockets, endpoint);
  }

  /** Returns the endpoint that the protocol is spoken with, whose certificate TLS checks. */
  Endpoint spokenWith() {
    return destination == null ? endpoint : destination;
  }

  /** Returns a copy with another timeout. */
  public ProbeSettings withTimeout(Duration other) {
    return new ProbeSettings(
        endpoint, other, retries, findingBytes, speech, targets, sockets, destination);
  }

  /** Returns a copy with another number of retries. */
  public ProbeSettings withRetries(int other) {
    return new ProbeSettings(
        endpoint, timeout, other, findingBytes, speech, targets, sockets, destination);
  }

  /** Returns a copy that sends something else. */
  public ProbeSettings withSpeech(Speech other) {
    return new ProbeSettings(
        endpoint, timeout, retries, findingBytes, other, targets, sockets, destination);
  }

  /** Returns a copy that probes other addresses. */
  public ProbeSettings withTargets(Targets other) {
    return new ProbeSettings(
        endpoint, timeout, retries, findingBytes, speech, other, sockets, destination);
  }

  /** Returns a copy that opens and closes sockets in another way. */
  public ProbeSettings withSockets(Sockets other) {
    return new ProbeSettings(
        endpoint, timeout, retries, findingBytes, speech, targets, other, destination);
  }
}
