package io.portprobe.spi;

import java.util.Set;

/**
 * Knows an application protocol: where it is at home and how to talk. Found by {@link
 * java.util.ServiceLoader}, so it needs a public constructor without parameters; stateless, cheap
 * to make, safe for use by several threads at once.
 */
public interface Protocol {
  /**
   * The name callers give to {@link io.portprobe.PortProbe#as(String)}.
   *
   * @return 1 to 32 lower-case letters, digits and hyphens, unique among the protocols of a client
   */
  String name();

  /**
   * Where the protocol is at home. A probe of such a port speaks it unless told otherwise. The
   * transports named here are also those it can be asked to speak over on other ports.
   *
   * @return at least one binding
   */
  Set<Binding> bindings();

  /**
   * Begins a conversation. Called once for each attempt, on an event loop of the protocol's own;
   * must not block.
   *
   * @param context whom it is with, and what else a dialogue may need
   * @return a new dialogue
   */
  Dialogue open(DialogueContext context);
}
