package io.portprobe.identify;

import io.portprobe.Endpoint;
import io.portprobe.PortState;
import io.portprobe.spi.Finding;
import io.portprobe.spi.TlsInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * What a port serves: the result of an identification. A name is only reported on the evidence of
 * received bytes, never because of the port number. Immutable and thread-safe. A later version may
 * add methods; only portprobe and tests are expected to implement this interface.
 *
 * <p>{@link #facts()} has the service, product, version and operating system.
 */
public interface ServiceIdentity extends Finding {
  /** What an identification found out. A later version may add verdicts. */
  public enum Verdict {
    /** The protocol is known: {@link #protocol()} is present. */
    IDENTIFIED("identified"),
    /** The service sends data, or speaks TLS, but no protocol of the client recognises it. */
    UNKNOWN("unknown"),
    /**
     * The service accepts connections, or UDP datagrams, and sent nothing. The evidence says if the
     * deadline ended the identification early; more time may identify the service then.
     */
    SILENT("silent"),
    /** The service accepts connections, and closes each of them without data. */
    CLOSES("closes each connection"),
    /**
     * The host accepts connections to every port, also to ports that nothing should listen on: a
     * tarpit, or a firewall that answers for its hosts. The state of its ports proves nothing.
     */
    ACCEPTS_EVERYTHING("the host accepts everything"),
    /** The port did not accept a connection, or reply; {@link #state()} has the state. */
    NOT_LISTENING("not listening");

    private final String description;

    Verdict(String description) {
      this.description = description;
    }

    /**
     * Returns a human-readable form.
     *
     * @return for example {@code "identified"}
     */
    public String description() {
      return description;
    }
  }

  /** How certain the protocol is. A later version may add values. */
  public enum Confidence {
    /** The dialogue of the protocol completed, or the service refused in this protocol. */
    CONFIRMED,
    /** The protocol recognised the first bytes of the service. Its dialogue did not complete. */
    RECOGNISED,
    /** No protocol is known. */
    NONE
  }

  /**
   * Returns the endpoint.
   *
   * @return the endpoint as the caller named it
   */
  Endpoint endpoint();

  /**
   * Returns the state of the port.
   *
   * @return the state
   */
  PortState state();

  /**
   * Returns what the identification found out.
   *
   * @return the verdict, to branch on
   */
  Verdict verdict();

  /**
   * Returns the protocol.
   *
   * @return the name of a protocol of the client, for example {@code "ldap"}; empty unless {@link
   *     Verdict#IDENTIFIED}
   */
  Optional<String> protocol();

  /**
   * Returns the service: that of {@link #facts()}, or else the protocol.
   *
   * @return a name in lower case, for example {@code "ssh"}; empty unless {@link
   *     Verdict#IDENTIFIED}
   */
  default Optional<String> service() {
    return facts().service().or(this::protocol);
  }

  /**
   * Returns the product.
   *
   * @return safe text, for example {@code "OpenSSH"}; empty if it is not known
   */
  default Optional<String> product() {
    return facts().product();
  }

  /**
   * Returns the version of the product.
   *
   * @return safe text, for example {@code "9.2p1"}; empty if it is not known
   */
  default Optional<String> version() {
    return facts().version();
  }

  /**
   * Returns how certain the protocol is.
   *
   * @return the confidence
   */
  Confidence confidence();

  /**
   * Returns the TLS handshake, if the service expects TLS first. Not {@link TlsInfo#complete()} if
   * the service speaks TLS and rejected the handshake.
   *
   * @return empty if TLS does not come first
   */
  Optional<TlsInfo> tls();

  /**
   * Returns the evidence for a human reader.
   *
   * @return one sentence without a full stop; the wording may change
   */
  String evidence();

  /**
   * Returns the finding of the dialogue of the protocol.
   *
   * @return empty without a dialogue that found something
   */
  Optional<Finding> finding();

  /**
   * Returns the first bytes that the service sent, after TLS.
   *
   * @return a new read-only view of at most 512 bytes; empty if nothing was received
   */
  ByteBuffer firstBytes();

  /**
   * Returns what protocols of the client threw. Each of them was skipped.
   *
   * @return human-readable sentences without a full stop, at most 20; usually empty
   */
  default List<String> plugInFailures() {
    return List.of();
  }

  /**
   * Returns how many TCP connections the identification made to this port.
   *
   * @return 0 over UDP
   */
  int connections();
}
