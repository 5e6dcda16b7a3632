package io.portprobe.testing.protocol;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Dialogue;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.text.SafeText;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** Contract checks of what a protocol declares: its name and its bindings. */
final class DeclarationChecks {
  private static final Pattern VALID_NAME = Pattern.compile("[a-z0-9-]{1,32}");

  private final Protocol protocol;
  private final Binding binding;
  private final ProtocolContract contract;

  DeclarationChecks(ProtocolContract contract) {
    this.protocol = contract.protocol();
    this.binding = contract.binding();
    this.contract = contract;
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

  void invalidOptionsAreRejected() {
    contract
        .invalidOptions()
        .forEach((option, values) -> values.forEach(value -> expectRejected(option, value)));
  }

  @SuppressWarnings("unchecked") // a value of another type counts as rejected, too
  private <T> void expectRejected(ProtocolOption<T> option, Object value) {
    String rejected = rejection(option, (T) value);
    check(
        rejected.startsWith(option.name() + ": "),
        "%s = %s: %s (expected: an IllegalArgumentException whose message starts with '%s: ')"
            .formatted(option.name(), SafeText.quote(value.toString()), rejected, option.name()));
  }

  /** Returns the message of the rejection, by the option or by the dialogue. */
  private <T> String rejection(ProtocolOption<T> option, T value) {
    try {
      Dialogue dialogue =
          protocol.open(contract.context(ContractConversations.SEED).with(option, value));
      return "accepted, with the first step " + dialogue.start();
    } catch (IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static void check(boolean condition, String message) {
    if (!condition) {
      throw new AssertionError(message);
    }
  }
}
