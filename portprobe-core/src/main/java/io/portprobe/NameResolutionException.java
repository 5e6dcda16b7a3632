package io.portprobe;

import io.portprobe.text.SafeText;
import java.net.UnknownHostException;
import java.util.Objects;

/**
 * Thrown when a {@link NameResolver} found no address, with the kind of problem. A resolver of the
 * caller may complete its stage with this exception, so that reports and messages state why.
 */
public final class NameResolutionException extends UnknownHostException {
  private static final long serialVersionUID = 1L;

  /** The kinds of problems. A later version may add constants. */
  public enum Problem {
    /** The name does not exist (DNS: NXDOMAIN). */
    NO_SUCH_NAME("the host name does not exist"),
    /** The name exists and has no IP address (DNS: no data). */
    NO_ADDRESS("the host name has no address"),
    /** The host has addresses, but none of the selected family. */
    OTHER_FAMILY("the host has no address of the selected family"),
    /** The name servers replied with an error, such as SERVFAIL or REFUSED. */
    SERVER_FAILURE("the name servers failed"),
    /** No name server is reachable: nothing listens there, or there is no route. */
    RESOLVER_UNREACHABLE("no name server is reachable"),
    /** No name server replied in time. */
    RESOLVER_TIMED_OUT("name resolution timed out"),
    /** The resolver of the caller threw an exception, or returned null. */
    RESOLVER_FAILED("the name resolver failed"),
    /** The address literal cannot be used on this host, for example because of its IPv6 zone. */
    INVALID_ADDRESS("the address does not exist on this host"),
    /** The resolver found no address and does not report why, as the resolver of the JVM. */
    UNSPECIFIED("the name was not resolved");

    private final String description;

    Problem(String description) {
      this.description = description;
    }

    /**
     * Returns a short human-readable description.
     *
     * @return for example "the host name does not exist"
     */
    public String description() {
      return description;
    }
  }

  private final Problem problem;

  /**
   * Creates an exception.
   *
   * @param problem the kind of problem
   * @param message what failed, in one line, without the host name
   */
  public NameResolutionException(Problem problem, String message) {
    super(SafeText.line(Objects.requireNonNull(message, "message")));
    this.problem = Objects.requireNonNull(problem, "problem");
  }

  /**
   * Returns the kind of problem.
   *
   * @return the kind
   */
  public Problem problem() {
    return problem;
  }
}
