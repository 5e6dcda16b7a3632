package io.portprobe.spring;

import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.ProbeException;
import io.portprobe.ProbeReport;
import io.portprobe.TargetDeniedException;
import io.portprobe.TargetPolicy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;

/**
 * The Actuator endpoint {@code /actuator/portprobe}. Without a parameter it lists the configured
 * ports and sends nothing. With a name in the path it probes that port and returns the report. With
 * the parameter {@code target} it probes any port of the networks in {@code
 * portprobe.actuator.allowed-networks}; it responds with 403 to other targets, and by default to
 * all. Operations block until the report is complete, at the latest at the deadline of the probe.
 * Thread-safe.
 */
@WebEndpoint(id = "portprobe")
class PortprobeEndpoint implements AutoCloseable {
  private static final int BAD_REQUEST = 400;
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;

  private final NamedProbes probes;

  /** Probes the targets of requests; empty if no target is allowed. */
  private final Optional<ProbeClient> restricted;

  PortprobeEndpoint(ProbeClient client, NamedProbes probes, List<String> allowedNetworks) {
    this.probes = probes;
    this.restricted = restricted(client, allowedNetworks);
  }

  private static Optional<ProbeClient> restricted(ProbeClient client, List<String> networks) {
    if (networks.isEmpty()) {
      return Optional.empty();
    }
    try {
      TargetPolicy allowed = TargetPolicy.allow(networks.toArray(String[]::new));
      return Optional.of(client.toBuilder().restrictTargets(allowed).build());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "portprobe.actuator.allowed-networks: " + e.getMessage(), e);
    }
  }

  // Spring's annotation: Spring Boot 3.5 does not know that of JSpecify, and demands the parameter.
  @ReadOperation
  WebEndpointResponse<Object> read(@Nullable String target) {
    if (target == null) {
      Map<String, String> endpoints = new LinkedHashMap<>();
      probes.byName().forEach((name, probe) -> endpoints.put(name, probe.endpoint().toString()));
      return new WebEndpointResponse<>(Map.of("endpoints", endpoints));
    }
    if (restricted.isEmpty()) {
      return error(
          FORBIDDEN, "target: denied, because portprobe.actuator.allowed-networks is not set");
    }
    try {
      return await(restricted.get().probe(target));
    } catch (IllegalArgumentException e) {
      return error(BAD_REQUEST, "target: " + e.getMessage());
    }
  }

  /** Returns null, which Spring Boot responds to with 404, if no port has this name. */
  @ReadOperation
  @Nullable WebEndpointResponse<Object> readOne(@Selector String name) {
    PortProbe probe = probes.byName().get(name);
    return probe == null ? null : await(probe);
  }

  private static WebEndpointResponse<Object> await(PortProbe probe) {
    CompletableFuture<ProbeReport> report = probe.report();
    try {
      return new WebEndpointResponse<>(report.get().toMap());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProbeException unsent) {
        int status = unsent instanceof TargetDeniedException ? FORBIDDEN : UNAVAILABLE;
        return error(status, String.valueOf(unsent.getMessage()));
      }
      if (e.getCause() instanceof IllegalArgumentException invalid) {
        throw invalid;
      }
      throw new IllegalStateException(probe.endpoint() + ": the probe failed", e.getCause());
    } catch (InterruptedException e) {
      report.cancel(true);
      Thread.currentThread().interrupt();
      return error(UNAVAILABLE, probe.endpoint() + ": the thread was interrupted");
    }
  }

  private static WebEndpointResponse<Object> error(int status, String message) {
    return new WebEndpointResponse<>(Map.of("error", message), status);
  }

  @Override
  public void close() {
    restricted.ifPresent(ProbeClient::close);
  }
}
