package io.portprobe;

import io.portprobe.text.SafeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a probe has no answer: the question could not be asked. An answer of the network, also a
 * negative one, is never an exception.
 */
public abstract sealed class ProbeException extends RuntimeException
    permits UnresolvedTargetException,
        TargetDeniedException,
        LocalFaultException,
        ProbeCancelledException {
  private static final long serialVersionUID = 1L;

  /** What was asked about. */
  private final transient Endpoint endpoint;

  private final String detail;

  ProbeException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    super(SafeText.line(endpoint + ": " + message), cause);
    this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    this.detail = message;
  }

  /**
   * What the probe asked about.
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
