package io.portprobe.protocols.http2;

import io.portprobe.spi.Finding;
import java.util.Optional;

/**
 * The response of a gRPC server to a health check. Immutable and thread-safe. Implemented by
 * portprobe only.
 */
public interface GrpcHealthResult extends Finding {
  /**
   * Returns the service whose health was requested.
   *
   * @return the value of {@link Grpc#SERVICE}
   */
  String service();

  /**
   * Returns the health of the service.
   *
   * @return empty if the server did not return it, see {@link #grpcStatus()}
   */
  Optional<Health> health();

  /**
   * Returns the status of the call.
   *
   * @return 0 (OK) to 16, for example 12 (UNIMPLEMENTED); a server may send other numbers
   */
  int grpcStatus();

  /**
   * Returns the name of the status.
   *
   * @return for example {@code "UNIMPLEMENTED"}; {@code "status 17"} for an unknown number
   */
  String grpcStatusName();

  /**
   * Returns the field {@code grpc-message}, decoded.
   *
   * @return text of the server, empty if it sent none
   */
  Optional<String> message();

  /**
   * Returns the field {@code server}.
   *
   * @return for example {@code "envoy"}; empty if the server sent none
   */
  Optional<String> server();

  /** A health as in {@code grpc.health.v1.HealthCheckResponse.ServingStatus}. */
  enum Health {
    /** The server does not know the health. */
    UNKNOWN,
    /** The service works. */
    SERVING,
    /** The service does not work. */
    NOT_SERVING,
    /** The server does not know the service. */
    SERVICE_UNKNOWN,
    /** A value that this version does not know. */
    OTHER
  }
}
