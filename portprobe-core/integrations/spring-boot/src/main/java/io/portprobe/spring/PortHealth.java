package io.portprobe.spring;

import io.portprobe.DialogueReport;
import io.portprobe.Endpoint;
import io.portprobe.PortProbe;
import io.portprobe.ProbeReport;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * The health of a port, in a form that does not depend on the version of Spring Boot.
 *
 * <p>UP if something listens, and the dialogue completed if there is one, or the peer refused the
 * request in the words of the protocol. DOWN if the host refused, or the peer answered the protocol
 * wrongly, closed or reset the connection, or failed TLS. Otherwise UNKNOWN, because neither is
 * proven: no response, a packet filter, the deadline during a dialogue, an error of the plug-in, or
 * a probe that could not be carried out.
 *
 * @param verdict the status
 * @param details keys and values for the health endpoint
 * @param failure the exception if there is no report
 */
record PortHealth(Verdict verdict, Map<String, Object> details, Optional<Throwable> failure) {
  /** The statuses of Spring Boot that are used. */
  enum Verdict {
    UP,
    DOWN,
    UNKNOWN
  }

  /** Sends a probe and waits for its report. An interrupt cancels the probe. */
  static PortHealth await(PortProbe probe) {
    CompletableFuture<ProbeReport> report = probe.report();
    try {
      return of(report.get());
    } catch (ExecutionException e) {
      return of(probe.endpoint(), Objects.requireNonNullElse(e.getCause(), e));
    } catch (InterruptedException e) {
      report.cancel(true);
      Thread.currentThread().interrupt();
      return of(probe.endpoint(), e);
    }
  }

  /** Returns the health of a port that was probed. */
  static PortHealth of(ProbeReport report) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("endpoint", report.endpoint().toString());
    details.put("state", report.state().name());
    details.put("reason", report.reason().name());
    details.put("ms", report.elapsed().toMillis());
    report
        .dialogue()
        .ifPresent(
            dialogue -> {
              details.put("protocol", dialogue.protocol());
              details.put("dialogue", dialogue.cause().name());
            });
    return new PortHealth(verdict(report), details, Optional.empty());
  }

  /** Returns the health of a port that could not be probed. */
  static PortHealth of(Endpoint endpoint, Throwable failure) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("endpoint", endpoint.toString());
    return new PortHealth(Verdict.UNKNOWN, details, Optional.of(failure));
  }

  private static Verdict verdict(ProbeReport report) {
    return switch (report.state()) {
      case LISTENING ->
          report.dialogue().map(DialogueReport::cause).map(PortHealth::verdict).orElse(Verdict.UP);
      case NOT_LISTENING -> Verdict.DOWN;
      case FILTERED, LISTENING_OR_FILTERED -> Verdict.UNKNOWN;
    };
  }

  private static Verdict verdict(DialogueReport.Cause cause) {
    return switch (cause) {
      case COMPLETED, REFUSED -> Verdict.UP;
      case MISMATCH, PEER_CLOSED, PEER_RESET, TLS -> Verdict.DOWN;
      default -> Verdict.UNKNOWN; // also causes that a later version adds
    };
  }
}
