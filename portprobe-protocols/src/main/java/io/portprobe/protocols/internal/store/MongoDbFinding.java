package io.portprobe.protocols.internal.store;

import io.portprobe.protocols.store.MongoDbResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The implementation of {@link MongoDbResult}. */
public record MongoDbFinding(Map<String, String> hello, Map<String, String> buildInfo)
    implements MongoDbResult {
  private static final int MAX_DIGITS = 9;

  /** Copies the maps. */
  public MongoDbFinding {
    hello = Collections.unmodifiableMap(new LinkedHashMap<>(hello));
    buildInfo = Collections.unmodifiableMap(new LinkedHashMap<>(buildInfo));
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(hello.get(name));
  }

  private boolean is(String name) {
    return field(name).filter("true"::equals).isPresent();
  }

  private OptionalInt number(String name) {
    return field(name)
        .filter(text -> text.matches("[0-9]{1," + MAX_DIGITS + "}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElseGet(OptionalInt::empty);
  }

  @Override
  public Optional<String> version() {
    return Optional.ofNullable(buildInfo.get("version"));
  }

  @Override
  public OptionalInt minWireVersion() {
    return number("minWireVersion");
  }

  @Override
  public OptionalInt maxWireVersion() {
    return number("maxWireVersion");
  }

  @Override
  public Role role() {
    if (field("msg").filter("isdbgrid"::equals).isPresent()) {
      return Role.ROUTER;
    }
    if (replicaSet().isEmpty()) {
      return is("isreplicaset") ? Role.OTHER : Role.STANDALONE;
    }
    if (is("isWritablePrimary") || is("ismaster")) {
      return Role.PRIMARY;
    }
    if (is("secondary")) {
      return Role.SECONDARY;
    }
    return is("arbiterOnly") ? Role.ARBITER : Role.OTHER;
  }

  @Override
  public Optional<String> replicaSet() {
    return field("setName");
  }

  @Override
  public List<String> members() {
    return hello.entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("hosts."))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Optional<String> primary() {
    return field("primary");
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("mongodb")
        .withProduct(version().isPresent() ? "MongoDB" : "")
        .withVersion(version().orElse(""))
        .withVolatileComponents("hello");
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("MongoDB" + version().map(text -> " " + text).orElse(""));
    lines.add("role: " + role().name().toLowerCase(Locale.ROOT));
    if (maxWireVersion().isPresent()) {
      lines.add("wire versions: " + minWireVersion().orElse(0) + "-" + maxWireVersion().getAsInt());
    }
    replicaSet().ifPresent(name -> lines.add("replica set: " + name));
    primary().ifPresent(host -> lines.add("primary: " + host));
    members().forEach(host -> lines.add("member: " + host));
    field("errmsg").ifPresent(text -> lines.add("error: " + text));
    return SafeText.lines(lines);
  }

  /** Leaves out the text of the server. */
  @Override
  public String toString() {
    return "MongoDB, role " + role();
  }
}
