package io.portprobe.examples.portprobe.record;

import io.portprobe.Endpoint;
import io.portprobe.LocalFaultException;
import io.portprobe.PortState;
import io.portprobe.ProbeCancelledException;
import io.portprobe.ProbeException;
import io.portprobe.Reason;
import io.portprobe.TargetDeniedException;
import io.portprobe.Transport;
import io.portprobe.UnresolvedTargetException;
import io.portprobe.examples.portprobe.cli.ExitCodes;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.examples.portprobe.output.ResultRecord;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The row of a probe that could not be carried out.
 *
 * @param endpoint the endpoint in the form of the user
 * @param probed the endpoint of the probe
 * @param cause why it has no state
 * @param started when the probe was started
 * @param elapsed the time until it failed
 */
public record FailedRecord(
    String endpoint, Endpoint probed, Throwable cause, Instant started, Duration elapsed)
    implements ResultRecord {

  @Override
  public String host() {
    return probed.host();
  }

  @Override
  public Optional<InetAddress> address() {
    return Optional.empty();
  }

  @Override
  public int port() {
    return probed.port();
  }

  @Override
  public Transport transport() {
    return probed.transport();
  }

  @Override
  public Optional<PortState> state() {
    return Optional.empty();
  }

  @Override
  public Optional<Reason> reason() {
    return Optional.empty();
  }

  @Override
  public Optional<Failure> failure() {
    return Optional.of(failure(cause));
  }

  /** Returns the failure of an exception. */
  static Failure failure(Throwable cause) {
    String message =
        cause instanceof ProbeException probe
            ? probe.detail()
            : cause instanceof IllegalArgumentException
                ? Failures.message(cause)
                : Failures.defect(cause);
    return new Failure(kind(cause), message);
  }

  private static Failure.Kind kind(Throwable cause) {
    if (cause instanceof UnresolvedTargetException) {
      return Failure.Kind.UNRESOLVED;
    }
    if (cause instanceof TargetDeniedException) {
      return Failure.Kind.DENIED;
    }
    if (cause instanceof LocalFaultException) {
      return Failure.Kind.LOCAL;
    }
    if (cause instanceof ProbeCancelledException) {
      return Failure.Kind.CANCELLED;
    }
    return cause instanceof IllegalArgumentException ? Failure.Kind.INVALID : Failure.Kind.DEFECT;
  }

  @Override
  public String evidence() {
    return "";
  }

  @Override
  public String explain() {
    return Failures.message(cause);
  }

  @Override
  public Map<String, ?> tree() {
    return Map.of();
  }

  @Override
  public int exitCode() {
    return exitCode(cause);
  }

  /** Returns the exit code of an exception. */
  static int exitCode(Throwable cause) {
    if (cause instanceof ProbeException probe) {
      return ExitCodes.of(probe);
    }
    return cause instanceof IllegalArgumentException ? ExitCodes.USAGE : ExitCodes.DEFECT;
  }
}
