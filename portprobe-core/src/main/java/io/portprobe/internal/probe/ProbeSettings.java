package io.portprobe.internal.probe;

import io.portprobe.AddressSelection;
import io.portprobe.Endpoint;
import io.portprobe.internal.dialogue.ProtocolRegistry;
import io.portprobe.spi.ProtocolOption;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All settings of one probe. Changed by copying: whoever got one never sees it change. With a known
 * address nothing is looked up, and that one alone is asked. Closed by reset is a TCP connection on
 * which nothing is said.
 */
public record ProbeSettings(
    Endpoint endpoint,
    Duration timeout,
    Speech speech,
    @Nullable InetAddress sourceAddress,
    int sourcePort,
    AddressSelection addresses,
    @Nullable InetAddress known,
    boolean closeByReset) {

  /**
   * What is said to the port.
   *
   * @param protocol the protocol to speak; null for none
   * @param tls whether TLS comes first
   * @param stateOnly whether the state is all that is wanted
   * @param payload what a UDP probe sends if no protocol speaks; read-only, duplicate it to read
   * @param options of the protocol
   */
  public record Speech(
      ProtocolRegistry.@Nullable Entry protocol,
      boolean tls,
      boolean stateOnly,
      ByteBuffer payload,
      Map<ProtocolOption<?>, Object> options) {

    public Speech withProtocol(ProtocolRegistry.@Nullable Entry other, boolean otherTls) {
      return new Speech(other, otherTls, stateOnly, payload, options);
    }

    public Speech withStateOnly() {
      return new Speech(protocol, tls, true, payload, options);
    }

    public Speech withPayload(ByteBuffer other) {
      return new Speech(null, false, stateOnly, other, options);
    }

    public Speech withOptions(Map<ProtocolOption<?>, Object> others) {
      return new Speech(protocol, tls, stateOnly, payload, others);
    }
  }

  /** The same address and port over TCP. */
  ProbeSettings overTcp() {
    Endpoint tcp = Endpoint.tcp(endpoint.host(), endpoint.port());
    return new ProbeSettings(
        tcp, timeout, speech, sourceAddress, sourcePort, addresses, known, closeByReset);
  }

  public ProbeSettings withTimeout(Duration other) {
    return new ProbeSettings(
        endpoint, other, speech, sourceAddress, sourcePort, addresses, known, closeByReset);
  }

  public ProbeSettings withSpeech(Speech other) {
    return new ProbeSettings(
        endpoint, timeout, other, sourceAddress, sourcePort, addresses, known, closeByReset);
  }

  public ProbeSettings withSource(@Nullable InetAddress address, int port) {
    return new ProbeSettings(
        endpoint, timeout, speech, address, port, addresses, known, closeByReset);
  }

  public ProbeSettings withAddresses(AddressSelection other) {
    return new ProbeSettings(
        endpoint, timeout, speech, sourceAddress, sourcePort, other, known, closeByReset);
  }

  public ProbeSettings withCloseByReset(boolean reset) {
    return new ProbeSettings(
        endpoint, timeout, speech, sourceAddress, sourcePort, addresses, known, reset);
  }
}
