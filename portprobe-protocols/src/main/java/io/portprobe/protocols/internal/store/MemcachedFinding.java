package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.MemcachedResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link MemcachedResult}. */
public record MemcachedFinding(Optional<String> version, Optional<String> error)
    implements MemcachedResult {
  /** Checks that nothing is null. */
  public MemcachedFinding {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(error, "error");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("memcached").withProduct("memcached").withVersion(version.orElse(""));
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("memcached" + version.map(text -> " " + text).orElse(""));
    error.ifPresent(text -> lines.add("error: " + text));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "memcached, " + (version.isPresent() ? "with a version" : "with an error");
  }
}
