package io.portprobe.protocols.http2;

import io.portprobe.spi.ProtocolOption;

/**
 * The options of the protocol {@code "grpc"}: the health check of gRPC (service {@code
 * grpc.health.v1.Health}, method {@code Check}) over HTTP/2, bound to tcp/50051, the port of gRPC's
 * examples, as IANA has assigned none. On other ports: {@code as("grpc")}, and {@link
 * io.portprobe.PortProbe#tls()} for TLS.
 *
 * <p>The client sends the connection preface, empty SETTINGS and one call on stream 1. It reads the
 * SETTINGS, the head, the message and the trailers of the response. The finding is a {@link
 * GrpcHealthResult}, also for a server without the health service (UNIMPLEMENTED), one that does
 * not know the service (NOT_FOUND), and one that requires authentication. Then the client sends
 * GOAWAY and closes the connection.
 *
 * <p>The client sends no credentials, and calls no other method.
 *
 * <p>{@link io.portprobe.PortProbe#option} rejects a value outside its range.
 */
public final class Grpc {
  /**
   * The service whose health the client requests: at most 200 visible ASCII characters. Default:
   * the server as a whole, the empty string.
   */
  public static final ProtocolOption<String> SERVICE =
      ProtocolOption.of("grpc.service", "", GrpcValues::isText, GrpcValues.TEXT)
          .describedAs("The service whose health is requested, empty for the whole server.");

  /**
   * The pseudo-header {@code :authority}: a name, with a port if it is not the default one, at most
   * 200 visible ASCII characters. Default: the host and port of the probe, the empty string.
   */
  public static final ProtocolOption<String> AUTHORITY =
      ProtocolOption.of("grpc.authority", "", GrpcValues::isText, GrpcValues.TEXT)
          .describedAs("The pseudo-header :authority of the call.");

  private Grpc() {}
}
