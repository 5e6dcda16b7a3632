package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** What a {@link ProtocolContract} asks of a protocol before it speaks. */
final class DeclarationChecks {
  private static final Pattern LEGAL_NAME = Pattern.compile("[a-z0-9-]{1,32}");

  private final Protocol protocol;
  private final Binding binding;

  DeclarationChecks(ProtocolContract contract) {
    this.protocol = contract.protocol();
    this.binding = contract.binding();
  }

  void nameIsLegal() {
    String name = protocol.name();
    check(
        name != null && LEGAL_NAME.matcher(name).matches(),
        "name: '" + name + "' (expected: 1-32 lower-case letters, digits and hyphens)");
    String again = protocol.name();
    check(name.equals(again), "name: '" + name + "', then '" + again + "'");
  }

  void nameIsUnique() {
    for (Protocol other : ServiceLoader.load(Protocol.class)) {
      check(
          other.getClass().equals(protocol.getClass()) || !protocol.name().equals(other.name()),
          "name: '" + protocol.name() + "' is also the name of " + other.getClass().getName());
    }
  }

  void homeHasTheTransport() {
    Set<Binding> home = protocol.bindings();
    check(home != null && !home.isEmpty(), "home: " + home + " (expected: at least one binding)");
    check(
        home.stream().anyMatch(place -> place.transport() == binding.transport()),
        "home: " + home + " (expected: one over " + binding.transport() + ")");
    Set<Binding> again = protocol.bindings();
    check(home.equals(again), "home: " + home + ", then " + again);
  }

  private static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
