package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** Contract checks of what a protocol declares: its name and its bindings. */
final class DeclarationChecks {
  private static final Pattern VALID_NAME = Pattern.compile("[a-z0-9-]{1,32}");

  private final Protocol protocol;
  private final Binding binding;

  DeclarationChecks(ProtocolContract contract) {
    this.protocol = contract.protocol();
    this.binding = contract.binding();
  }

  void nameIsLegal() {
    String name = protocol.name();
    check(
        name != null && VALID_NAME.matcher(name).matches(),
        "name: '" + name + "' (expected: 1-32 lower-case letters, digits and hyphens)");
    String again = protocol.name();
    check(
        name.equals(again),
        "name: '" + again + "' (expected: '" + name + "', as returned by the first call)");
  }

  void nameIsUnique() {
    for (Protocol other : ServiceLoader.load(Protocol.class)) {
      check(
          other.getClass().equals(protocol.getClass()) || !protocol.name().equals(other.name()),
          "name: '%s' (expected: a unique name; %s has the same)"
              .formatted(protocol.name(), other.getClass().getName()));
    }
  }

  void bindingsIncludeTheTransport() {
    Set<Binding> bindings = protocol.bindings();
    check(
        bindings != null && !bindings.isEmpty(),
        "bindings: " + bindings + " (expected: at least one)");
    check(
        bindings.stream().anyMatch(declared -> declared.transport() == binding.transport()),
        "bindings: " + bindings + " (expected: at least one over " + binding.transport() + ")");
    Set<Binding> again = protocol.bindings();
    check(
        bindings.equals(again),
        "bindings: " + again + " (expected: " + bindings + ", as returned by the first call)");
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
