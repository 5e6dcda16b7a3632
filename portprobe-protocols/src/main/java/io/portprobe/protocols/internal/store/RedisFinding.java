package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.RedisResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link RedisResult}. */
public record RedisFinding(
    Access access, Optional<String> error, Map<String, String> info, Optional<String> infoError)
    implements RedisResult {
  /** An error of protected mode is an explanation of a thousand characters. */
  private static final int MAX_SHOWN = 200;

  /** Copies the fields and checks that nothing is null. */
  public RedisFinding {
    Objects.requireNonNull(access, "access");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(infoError, "infoError");
    info = Collections.unmodifiableMap(new LinkedHashMap<>(info));
  }

  @Override
  public Optional<String> product() {
    if (info.containsKey("valkey_version")) {
      return Optional.of("Valkey");
    }
    if (info.containsKey("dragonfly_version")) {
      return Optional.of("Dragonfly");
    }
    return field("redis_version").map(version -> "Redis");
  }

  @Override
  public Optional<String> version() {
    return field("valkey_version")
        .or(() -> field("dragonfly_version"))
        .or(() -> field("redis_version"));
  }

  @Override
  public Optional<String> mode() {
    return field("redis_mode").or(() -> field("server_mode"));
  }

  @Override
  public Optional<String> role() {
    return field("role");
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(info.get(name));
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("redis")
        .withProduct(product().orElse(""))
        .withVersion(version().orElse(""))
        .withOperatingSystem(field("os").orElse(""))
        .withVolatileComponents("info");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "access without a password: " + access.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    error.ifPresent(text -> lines.add("error: " + SafeText.line(text, MAX_SHOWN)));
    product().ifPresent(name -> lines.add("product: " + name + " " + version().orElse("")));
    mode().ifPresent(text -> lines.add("mode: " + text));
    role().ifPresent(text -> lines.add("role: " + text));
    field("os").ifPresent(text -> lines.add("operating system: " + text));
    infoError.ifPresent(text -> lines.add("no INFO: " + text));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "Redis, access " + access + ", " + info.size() + " fields of INFO";
  }
}
