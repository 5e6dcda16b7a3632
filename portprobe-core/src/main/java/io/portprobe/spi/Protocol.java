package io.portprobe.spi;

import io.portprobe.Transport;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A plug-in for an application protocol. {@link java.util.ServiceLoader} finds it, so it needs a
 * public constructor without parameters. It must be stateless and thread-safe, and cheap to create.
 */
public interface Protocol {
  /**
   * Returns the name for {@link io.portprobe.PortProbe#as(String)}. A plug-in takes precedence over
   * a protocol of portprobe with the same name.
   *
   * @return 1 to 32 lower-case letters, digits and hyphens, unique among the protocols of a client
   */
  String name();

  /**
   * Returns the default ports of the protocol. A probe of such a port speaks this protocol unless
   * the caller sets another. On other ports the protocol can be used over the transports of these
   * bindings.
   *
   * @return at least one binding
   */
  Set<Binding> bindings();

  /**
   * Returns the options that the dialogue reads, so that a caller can list them and set them by
   * name, see {@link io.portprobe.PortProbe#option(String, String)}.
   *
   * @return the constants of the protocol, always the same; empty by default. The names are unique,
   *     and start with the name of the protocol and a dot
   */
  default List<ProtocolOption<?>> options() {
    return List.of();
  }

  /**
   * Identifies this protocol by the first bytes that a server sent, as a greeting or in response to
   * the request of another protocol. An identification offers such bytes to all protocols, so that
   * one connection serves them all. Must be quick, must not block, and must not throw.
   *
   * @param received the bytes from position to limit, read-only and at least one; they may end in
   *     the middle of a message. The buffer must not be kept
   * @return the service and what the bytes show about it; empty if no server of this protocol would
   *     send these bytes, or if servers of another protocol would send them too
   */
  default Optional<ServiceFacts> recognise(ByteBuffer received) {
    return Optional.empty();
  }

  /**
   * Returns whether an identification may send the requests of this protocol to a port whose
   * service is not known. A protocol is not safe if its request could act on a foreign service: a
   * printer that prints what it receives, a controller that obeys it, a server that locks an
   * account or stops.
   *
   * @return whether the requests are harmless; true by default
   */
  default boolean isSafe() {
    return true;
  }

  /**
   * Returns how rarely servers of this protocol are found. Where nothing else is known about a
   * port, an identification sends the requests of common protocols first, and may have no
   * connection left for rare ones.
   *
   * @return 1 (on most networks) to 9 (almost never); 5 by default
   */
  default int rarity() {
    return 5;
  }

  /**
   * Returns how rarely servers of this protocol are found on the ports of one transport. SNMP, for
   * example, is common over UDP and very rare over TCP.
   *
   * @param transport a transport of the bindings
   * @return 1 (on most networks) to 9 (almost never); {@link #rarity()} by default
   */
  default int rarity(Transport transport) {
    return rarity();
  }

  /**
   * Returns what servers of this protocol do when they receive the request of another protocol. An
   * identification observes what the unknown service does, and sends the requests of those
   * protocols first that fit. It only changes the order: a protocol that does not fit is tried
   * later, if connections are left.
   *
   * @return what all servers of this protocol do; {@link ForeignReaction#VARIES} by default
   */
  default ForeignReaction foreignReaction() {
    return ForeignReaction.VARIES;
  }

  /**
   * Returns what servers of this protocol do when they receive one request of another protocol over
   * TCP. A server that reads a length first, for example, waits for the rest of a message if these
   * bytes are a small length, and closes the connection if they are too large a length. Must be
   * quick, must not block, and must not throw.
   *
   * @param request the first bytes that a client sent, from position to limit, read-only and at
   *     least one; at most the first 4,096. The buffer must not be kept
   * @return what all servers of this protocol do, {@link ForeignReaction#VARIES} if some do
   *     something else; {@link #foreignReaction()} by default
   */
  default ForeignReaction foreignReaction(ByteBuffer request) {
    return foreignReaction();
  }

  /**
   * Creates the dialogue of one attempt. Called on an event loop; must not block.
   *
   * @param context the peer, and what else the dialogue may need
   * @return a new dialogue
   * @throws IllegalArgumentException if the options contradict each other, so that the dialogue has
   *     no request. The probe then completes exceptionally. A range of one option belongs into
   *     {@link ProtocolOption#of(String, Object, java.util.function.Predicate, String)}, which
   *     fails earlier
   */
  Dialogue open(DialogueContext context);
}
