package io.portprobe.spi;

import java.util.List;
import java.util.Set;

/**
 * A plug-in for an application protocol. {@link java.util.ServiceLoader} finds it, so it needs a
 * public constructor without parameters. It must be stateless and thread-safe, and cheap to create.
 */
public interface Protocol {
  /**
   * Returns the name for {@link io.portprobe.PortProbe#as(String)}.
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
