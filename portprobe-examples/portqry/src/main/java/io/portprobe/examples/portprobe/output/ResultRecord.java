package io.portprobe.examples.portprobe.output;

import io.portprobe.PortState;
import io.portprobe.Reason;
import io.portprobe.Transport;
import io.portprobe.spi.ServiceFacts;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One row of the output: a port with its state, or why it was not probed. Immutable. All texts may
 * contain any characters of the network or of the user.
 */
public interface ResultRecord {
  /** Returns the endpoint in the form of the user, for example {@code ldap://dc01:389}. */
  String endpoint();

  /** Returns the name of a row of a contract. */
  default Optional<String> name() {
    return Optional.empty();
  }

  /** Returns the host as the user wrote it, without brackets. */
  String host();

  /** Returns the address that was probed; of several, the one that decided the state. */
  Optional<InetAddress> address();

  /** Returns the port, 1 to 65535. */
  int port();

  /** Returns the transport. */
  Transport transport();

  /** Returns the state; empty if there is a {@link #failure()}. */
  Optional<PortState> state();

  /** Returns the reason of the state. */
  Optional<Reason> reason();

  /** Returns why there is no state. */
  Optional<Failure> failure();

  /** Returns details of the reason, what else the reply can mean; may be empty. */
  String evidence();

  /** Returns the whole story in several lines, without a final line break. */
  String explain();

  /** Returns when the probe was started. */
  Instant started();

  /** Returns the time from the probe to the reply, or how long no reply was received. */
  Duration elapsed();

  /** Returns the protocol that was spoken. */
  default Optional<String> protocol() {
    return Optional.empty();
  }

  /**
   * Returns what the port serves, on the evidence of received bytes: the service of {@link
   * #facts()}, or else the protocol if it found something.
   */
  default Optional<String> service() {
    return facts().service().or(() -> findings().isEmpty() ? Optional.empty() : protocol());
  }

  /** Returns what the protocol found, one fact a line; empty if none was spoken. */
  default List<String> findings() {
    return List.of();
  }

  /** Returns remarks about the result: addresses that differ, how a dialogue ended. */
  default List<String> notes() {
    return List.of();
  }

  /** Returns the facts that all protocols have in common. */
  default ServiceFacts facts() {
    return ServiceFacts.none();
  }

  /** Returns whether the service expects TLS at the beginning of a connection. */
  default boolean tlsFirst() {
    return false;
  }

  /** Returns from where the probe was sent, if there are several places. */
  default Optional<String> vantagePoint() {
    return Optional.empty();
  }

  /** Returns what a contract expects of the port, and whether it is met. */
  default Optional<Expectation> expectation() {
    return Optional.empty();
  }

  /**
   * Returns the result of the library: {@link io.portprobe.JsonResult#toMap()}.
   *
   * @return empty if there is no such result
   */
  Map<String, ?> tree();

  /** Returns the exit code that this result alone would have. */
  int exitCode();

  /**
   * Why a port was not probed.
   *
   * @param kind the kind, to branch on
   * @param message one sentence, whose wording may change
   */
  record Failure(Kind kind, String message) {
    /** The kinds of failures. */
    public enum Kind {
      /** The name has no address, or no name server replied. */
      UNRESOLVED,
      /** The target policy denied the address. */
      DENIED,
      /** The local host could not carry out the probe. */
      LOCAL,
      /** The run ended before the probe. */
      CANCELLED,
      /** The input names no valid endpoint. */
      INVALID,
      /** Another row, on which this one depends, is not met. */
      SKIPPED,
      /** A defect of portprobe or of a plug-in. */
      DEFECT
    }
  }

  /**
   * An expectation about a port.
   *
   * @param text the expectation, for example {@code "LISTENING, tls"}
   * @param met whether the result meets it
   * @param required whether the run fails if it is not met
   * @param differences what differs, one sentence each; empty if it is met
   */
  record Expectation(String text, boolean met, boolean required, List<String> differences) {
    public Expectation {
      differences = List.copyOf(differences);
    }

    /** Creates a required expectation. */
    public Expectation(String text, boolean met, List<String> differences) {
      this(text, met, true, differences);
    }
  }
}
