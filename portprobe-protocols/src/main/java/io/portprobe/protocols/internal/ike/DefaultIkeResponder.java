package io.portprobe.protocols.internal.ike;

import io.portprobe.protocols.ike.IkeResponder;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An {@link IkeResponder} whose components are the accessors of the interface. */
record DefaultIkeResponder(Optional<Response> version1, Optional<Response> version2)
    implements IkeResponder {
  private static final List<String> PRODUCTS = List.of("strongSwan", "Microsoft Windows");

  private static final Set<String> OTHER_VERSION =
      Set.of("INVALID_MAJOR_VERSION", "INVALID-MAJOR-VERSION");

  DefaultIkeResponder {
    Objects.requireNonNull(version1, "version1");
    Objects.requireNonNull(version2, "version2");
  }

  @Override
  public ServiceFacts facts() {
    String product =
        Stream.of(version1, version2)
            .flatMap(Optional::stream)
            .flatMap(response -> response.vendorIds().stream())
            .filter(PRODUCTS::contains)
            .findFirst()
            .orElse("");
    return ServiceFacts.of("isakmp").withProduct(product);
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    add(lines, "IKEv2", version2);
    add(lines, "IKEv1", version1);
    return List.copyOf(lines);
  }

  private static void add(List<String> lines, String version, Optional<Response> received) {
    if (received.isEmpty()) {
      lines.add(version + ": no response");
      return;
    }
    Response response = received.get();
    lines.add(version + ": " + outcome(response));
    add(lines, version + " transforms: ", response.transforms());
    add(lines, version + " notifications: ", response.notifications());
    add(lines, version + " vendor ids: ", response.vendorIds());
  }

  private static String outcome(Response response) {
    List<String> notifications = response.notifications();
    if (response.accepted()) {
      return "proposal accepted";
    }
    if (notifications.stream().anyMatch(name -> name.startsWith("INVALID_KE_PAYLOAD"))) {
      return "another key exchange demanded";
    }
    if (notifications.stream().anyMatch(OTHER_VERSION::contains)) {
      return "version not supported";
    }
    return notifications.equals(List.of("COOKIE")) ? "cookie demanded" : "proposal refused";
  }

  private static void add(List<String> lines, String name, List<String> values) {
    if (!values.isEmpty()) {
      lines.add(name + SafeText.line(String.join(", ", values)));
    }
  }

  /** Returns which versions have a response. */
  @Override
  public String toString() {
    return "IkeResponder[IKEv1: " + version1.isPresent() + ", IKEv2: " + version2.isPresent() + "]";
  }
}
