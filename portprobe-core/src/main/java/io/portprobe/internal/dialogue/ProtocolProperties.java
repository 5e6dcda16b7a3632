package io.portprobe.internal.dialogue;

import io.portprobe.spi.Binding;
import io.portprobe.spi.Protocol;
import io.portprobe.spi.ProtocolOption;
import io.portprobe.spi.Step;
import io.portprobe.text.SafeText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The constant properties of a protocol: name, bindings and options. */
final class ProtocolProperties {
  private static final int LONGEST_NAME = 32;

  private ProtocolProperties() {}

  /**
   * Reads and validates the properties.
   *
   * @throws IllegalStateException with one sentence that names the class, for every kind of defect
   */
  static ProtocolRegistry.Entry entry(Protocol protocol) {
    String name = read(protocol, "name", protocol::name);
    if (!isName(name)) {
      throw wrong(
          protocol,
          "name: %s (expected: 1-32 lower-case letters, digits and hyphens)"
              .formatted(SafeText.quote(name)));
    }
    Set<Binding> bindings = read(protocol, "bindings", () -> copyOrNull(protocol.bindings()));
    if (bindings.isEmpty()) {
      throw wrong(protocol, "bindings: [] (expected: at least one binding)");
    }
    return new ProtocolRegistry.Entry(
        name, protocol, bindings, options(protocol), Step.MAX_RECONNECTS);
  }

  /**
   * Returns what reads the options. Those of a plug-in are read and validated once, now. Those of
   * portprobe are valid, and are read when they are needed: their values initialise many classes.
   */
  private static Supplier<List<ProtocolOption<?>>> options(Protocol protocol) {
    if (ProtocolDiscovery.isBundled(protocol)) {
      return () -> List.copyOf(protocol.options());
    }
    List<ProtocolOption<?>> options =
        read(protocol, "options", () -> copyOrNull(protocol.options()));
    Set<String> names = new HashSet<>();
    for (ProtocolOption<?> option : options) {
      if (!names.add(option.name())) {
        throw wrong(
            protocol, "options: two are named " + option.name() + " (expected: unique names)");
      }
    }
    return () -> options;
  }

  private static boolean isName(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '-') {
        return false;
      }
    }
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  private static @Nullable Set<Binding> copyOrNull(@Nullable Set<Binding> bindings) {
    return bindings == null ? null : Set.copyOf(bindings);
  }

  private static @Nullable List<ProtocolOption<?>> copyOrNull(
      @Nullable List<ProtocolOption<?>> options) {
    return options == null ? null : List.copyOf(options);
  }

  private static <T> T read(Protocol protocol, String property, Supplier<@Nullable T> getter) {
    @Nullable T value;
    try {
      value = getter.get();
    } catch (RuntimeException | Error e) {
      throw new IllegalStateException(
          protocol.getClass().getName() + ": " + property + "() threw " + e, e);
    }
    if (value == null) {
      throw wrong(protocol, property + ": null (expected: a value)");
    }
    return value;
  }

  private static IllegalStateException wrong(Protocol protocol, String defect) {
    return new IllegalStateException(protocol.getClass().getName() + ": " + defect);
  }
}
