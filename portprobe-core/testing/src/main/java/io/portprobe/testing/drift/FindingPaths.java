package io.portprobe.testing.drift;

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
    ResultReader.text(dialogue, "protocol").ifPresent(name -> paths.paths.put("protocol", name));
    ResultReader.text(dialogue, "outcome").ifPresent(name -> paths.paths.put("outcome", name));
    paths.components("", ResultReader.map(dialogue.get("finding")).orElseGet(Map::of));
    return paths.paths;
  }

  private void components(String prefix, Map<?, ?> map) {
    map.forEach((name, value) -> component(prefix + name, value));
  }

  private void component(String path, @Nullable Object value) {
    String name = path.substring(path.lastIndexOf('.') + 1);
    if (left.contains(path) || OF_CERTIFICATES.contains(name) || paths.size() >= MAX_PATHS) {
      return;
    }
    Optional<Map<String, Object>> named = named(value);
    if (value instanceof Map<?, ?> map) {
      components(path + ".", map);
    } else if (named.isPresent()) {
      components(path + ".", named.get());
    } else {
      paths.put("finding." + path, text(value));
    }
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

  private static String text(@Nullable Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .map(FindingPaths::text)
          .sorted()
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(each -> each.getKey() + ": " + text(each.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value == null ? "" : value.toString();
  }
}
