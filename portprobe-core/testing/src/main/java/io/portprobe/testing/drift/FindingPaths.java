package io.portprobe.testing.drift;

import io.portprobe.text.AddressText;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The components of a finding by path, without volatile ones. An element of a list whose elements
 * have names is a component with its name; another list is one value in sorted order, since many
 * servers send lists in any order. Confined to the calling thread.
 */
final class FindingPaths {
  /** The path of the protocol of a dialogue. */
  static final String PROTOCOL = "protocol";

  /** The path of the way in which a dialogue ended. */
  static final String OUTCOME = "outcome";

  private static final int MAX_PATHS = 10_000;

  /** Components about certificates, which are compared apart from the finding. */
  private static final Set<String> OF_CERTIFICATES =
      Set.of("certificates", "chain", "daysLeft", "untrustedReason");

  private final Set<String> left;
  private final Map<String, String> paths = new TreeMap<>();

  private FindingPaths(Set<String> left) {
    this.left = left;
  }

  /** Returns protocol, outcome and components of a dialogue. */
  static Map<String, String> of(Map<?, ?> dialogue) {
    if (dialogue.isEmpty()) {
      return Map.of();
    }
    Set<String> left = new HashSet<>();
    ResultReader.map(dialogue.get("facts"))
        .flatMap(facts -> Optional.ofNullable(facts.get("volatileComponents")))
        .filter(List.class::isInstance)
        .ifPresent(names -> ((List<?>) names).forEach(name -> left.add(String.valueOf(name))));
    FindingPaths paths = new FindingPaths(left);
    ResultReader.text(dialogue, PROTOCOL).ifPresent(name -> paths.paths.put(PROTOCOL, name));
    ResultReader.text(dialogue, OUTCOME).ifPresent(name -> paths.paths.put(OUTCOME, name));
    paths.components("", "", ResultReader.map(dialogue.get("finding")).orElseGet(Map::of));
    return paths.paths;
  }

  /**
   * Adds components.
   *
   * @param prefix the path of what contains them, which begins their paths
   * @param kind the same without the names of elements of lists
   */
  private void components(String prefix, String kind, Map<?, ?> map) {
    map.forEach((name, value) -> component(prefix + name, kind + name, value));
  }

  private void component(String path, String kind, @Nullable Object value) {
    if (isLeftOut(path, kind) || paths.size() >= MAX_PATHS) {
      return;
    }
    Optional<Map<String, Object>> named = named(value);
    if (value instanceof Map<?, ?> map) {
      components(path + ".", kind + ".", map);
    } else if (named.isPresent()) {
      named
          .get()
          .forEach(
              (name, element) -> {
                if (!left.contains(path + "." + name)) {
                  components(
                      path + "." + name + ".",
                      kind + ".",
                      ResultReader.map(element).orElseGet(Map::of));
                }
              });
    } else {
      paths.put("finding." + path, text(kind, value));
    }
  }

  private boolean isLeftOut(String path, String kind) {
    String name = kind.substring(kind.lastIndexOf('.') + 1);
    return left.contains(path) || left.contains(kind) || OF_CERTIFICATES.contains(name);
  }

  /** Returns the elements of a list by name, if each has its own. */
  private static Optional<Map<String, Object>> named(@Nullable Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      return Optional.empty();
    }
    Map<String, Object> named = new TreeMap<>();
    for (Object each : list) {
      Optional<String> name =
          ResultReader.map(each).flatMap(element -> ResultReader.text(element, "name"));
      if (name.isEmpty() || named.put(name.get(), Objects.requireNonNull(each)) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(named);
  }

  private String text(String kind, @Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(each -> text(kind, each))
          .sorted()
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .filter(each -> !left.contains(kind + "." + each.getKey()))
          .map(each -> each.getKey() + ": " + text(kind + "." + each.getKey(), each.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value == null ? "" : AddressText.canonical(value.toString());
  }
}
