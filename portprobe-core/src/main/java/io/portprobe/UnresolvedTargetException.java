package io.portprobe;

import io.portprobe.NameResolutionException.Problem;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when name resolution failed, timed out, or returned no address of the selection. {@link
 * #problem()} distinguishes a name that does not exist from a name server that does not reply.
 */
public final class UnresolvedTargetException extends ProbeException {
  private static final long serialVersionUID = 1L;

  private final Problem problem;

  /**
   * Creates an exception. Its message is the endpoint, a colon and the detail. Its problem is that
   * of the cause if this is a {@link NameResolutionException}, otherwise {@link
   * Problem#UNSPECIFIED}.
   *
   * @param endpoint the endpoint of the probe
   * @param message the detail: what failed, without the endpoint
   * @param cause the cause, or null
   */
  public UnresolvedTargetException(Endpoint endpoint, String message, @Nullable Throwable cause) {
    this(
        endpoint,
        cause instanceof NameResolutionException typed ? typed.problem() : Problem.UNSPECIFIED,
        message,
        cause);
  }

  /**
   * Creates an exception with a kind of problem. Its message is the endpoint, a colon and the
   * detail.
   *
   * @param endpoint the endpoint of the probe
   * @param problem the kind of problem
   * @param message the detail: what failed, without the endpoint
   * @param cause the cause, or null
   */
  public UnresolvedTargetException(
      Endpoint endpoint, Problem problem, String message, @Nullable Throwable cause) {
    super(endpoint, message, cause);
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /**
   * Returns why there is no address.
   *
   * @return the kind of problem
   */
  public Problem problem() {
    return problem;
  }
}
