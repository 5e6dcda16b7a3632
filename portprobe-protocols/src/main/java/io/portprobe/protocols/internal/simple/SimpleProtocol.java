package io.portprobe.protocols.internal.simple;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import java.util.Set;

/** A small protocol. Thread-safe. */
abstract class SimpleProtocol implements Protocol {
  private static final int RARITY = 8;

  private final String name;
  private final Set<Binding> bindings;

  SimpleProtocol(String name, Binding... bindings) {
    this.name = name;
    this.bindings = Set.of(bindings);
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Set<Binding> bindings() {
    return bindings;
  }

  @Override
  public final int rarity() {
    return RARITY;
  }
}
