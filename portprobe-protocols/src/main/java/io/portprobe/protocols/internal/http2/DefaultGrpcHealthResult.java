package io.portprobe.protocols.internal.http2;

import io.portprobe.protocols.http2.GrpcHealthResult;
import io.portprobe.spi.ServiceFacts;
import io.portprobe.text.SafeText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The implementation of {@link GrpcHealthResult}. */
public record DefaultGrpcHealthResult(
    String service,
    Optional<Health> health,
    int grpcStatus,
    String grpcStatusName,
    Optional<String> message,
    Optional<String> server)
    implements GrpcHealthResult {
  private static final int PREFIX = 5;
  private static final int MAX_MESSAGE = 1_000;

  private static final List<String> STATUS =
      List.of(
          "OK",
          "CANCELLED",
          "UNKNOWN",
          "INVALID_ARGUMENT",
          "DEADLINE_EXCEEDED",
          "NOT_FOUND",
          "ALREADY_EXISTS",
          "PERMISSION_DENIED",
          "RESOURCE_EXHAUSTED",
          "FAILED_PRECONDITION",
          "ABORTED",
          "OUT_OF_RANGE",
          "UNIMPLEMENTED",
          "INTERNAL",
          "UNAVAILABLE",
          "DATA_LOSS",
          "UNAUTHENTICATED");

  /** Checks that nothing is null. */
  public DefaultGrpcHealthResult {
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(health, "health");
    Objects.requireNonNull(grpcStatusName, "grpcStatusName");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(server, "server");
  }

  /** Returns the result of a response; empty if it is not one of gRPC. */
  static Optional<GrpcHealthResult> of(
      String service, List<HeaderField> fields, ByteBuffer message) {
    Optional<String> status =
        field(fields, "grpc-status").filter(DefaultGrpcHealthResult::isStatus);
    boolean grpc =
        field(fields, "content-type")
            .filter(type -> type.startsWith("application/grpc"))
            .isPresent();
    if (status.isEmpty() || !grpc) {
      return Optional.empty();
    }
    int code = Integer.parseInt(status.get());
    return Optional.of(
        new DefaultGrpcHealthResult(
            service,
            code == 0 ? health(message) : Optional.empty(),
            code,
            code < STATUS.size() ? STATUS.get(code) : "status " + code,
            field(fields, "grpc-message")
                .filter(text -> !text.isEmpty())
                .map(DefaultGrpcHealthResult::decoded),
            field(fields, "server")));
  }

  private static boolean isStatus(String text) {
    return text.matches("[0-9]{1,6}");
  }

  static Optional<String> field(List<HeaderField> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .map(HeaderField::value)
        .findFirst();
  }

  /** Reads field 1, a varint, of a HealthCheckResponse without compression. */
  private static Optional<Health> health(ByteBuffer message) {
    if (message.remaining() < PREFIX || message.get() != 0) {
      return Optional.empty();
    }
    int length = message.getInt();
    if (length != message.remaining()) {
      return Optional.empty();
    }
    if (length == 0) {
      return Optional.of(Health.UNKNOWN); // the default of the field
    }
    if (length != 2 || message.get() != 0x08) {
      return Optional.empty();
    }
    return Optional.of(
        switch (message.get()) {
          case 0 -> Health.UNKNOWN;
          case 1 -> Health.SERVING;
          case 2 -> Health.NOT_SERVING;
          case 3 -> Health.SERVICE_UNKNOWN;
          default -> Health.OTHER;
        });
  }

  /** Decodes percent-encoding; invalid sequences stay as they are, as gRPC requires. */
  private static String decoded(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String kept = text.substring(0, Math.min(text.length(), MAX_MESSAGE));
    for (int i = 0; i < kept.length(); i++) {
      char c = kept.charAt(i);
      if (c == '%' && i + 2 < kept.length() && isHex(kept.charAt(i + 1), kept.charAt(i + 2))) {
        out.write(Integer.parseInt(kept.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        out.write(c);
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  private static boolean isHex(char high, char low) {
    return Character.digit(high, 16) >= 0 && Character.digit(low, 16) >= 0;
  }

  @Override
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(toString());
    message.ifPresent(text -> lines.add("message: " + text));
    server.ifPresent(text -> lines.add("server: " + text));
    return SafeText.lines(lines);
  }

  @Override
  public ServiceFacts facts() {
    return ServiceFacts.of("grpc").withProduct(server.orElse(""));
  }

  @Override
  public String toString() {
    String subject = service.isEmpty() ? "gRPC health" : "gRPC health of " + service;
    return SafeText.line(subject + ": " + health.map(Enum::name).orElse(grpcStatusName));
  }
}
