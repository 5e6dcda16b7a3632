package io.portprobe;

import io.portprobe.text.SafeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a probe has no result because it could not be carried out. A response of the network
 * is a {@link ProbeReport}, never an exception, even if it refuses the connection.
 */
public abstract sealed class ProbeException extends RuntimeException
    permits UnresolvedTargetException,
        TargetDeniedException,
        LocalFaultException,
        ProbeCancelledException {
  private static final long serialVersionUID = 1L;

  /** The endpoint of the probe. */
  private final transient Endpoint endpoint;

  private final String detail;

  ProbeException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(SafeText.line(endpoint + ": " + message), cause);
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.detail = message;
  }

  /**
   * Returns the endpoint of the probe.
   *
   * @return the endpoint
   */
  public Endpoint endpoint() {
    return endpoint;
  }

  /**
   * Returns what failed, without the endpoint that {@link #getMessage()} begins with.
   *
   * @return a human-readable text, whose wording may change
   */
  public String detail() {
    return detail;
  }
}
