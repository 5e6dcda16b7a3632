package io.portprobe.testing;

import io.portprobe.Transport;
import io.portprobe.local.LocalPorts;
import io.portprobe.local.LocalSocket;
import io.portprobe.local.LocalSockets;
import io.portprobe.testing.internal.expectation.AssertionErrors;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An assertion about a port of this host. It looks at the sockets of this host and sends no probe;
 * see {@link LocalPorts}. Not thread-safe.
 *
 * <p>An assertion that does not hold throws an {@link AssertionError} that names the port and the
 * sockets and processes that use it, where the operating system lists them.
 */
public final class LocalPortAssert {
  private final Transport transport;
  private final int port;
  private Optional<String> label = Optional.empty();

  LocalPortAssert(Transport transport, int port) {
    this.transport = Objects.requireNonNull(transport, "transport");
    this.port = port;
  }

  /**
   * Sets a name for the assertions that follow. It precedes their error messages in brackets.
   *
   * @param description for example {@code "the port of the application"}
   * @return this
   */
  public LocalPortAssert as(String description) {
    label = Optional.of(description);
    return this;
  }

  /**
   * Asserts that no socket of this host uses the port; see {@link LocalPorts#isFree(Transport,
   * int)}.
   *
   * @return this
   * @throws AssertionError if a socket uses the port
   * @throws IllegalArgumentException if the port is out of range
   * @throws java.io.UncheckedIOException if this process cannot open a socket
   */
  public LocalPortAssert isFree() {
    if (!LocalPorts.isFree(transport, port)) {
      List<LocalSocket> sockets = LocalSockets.now().on(transport, port);
      String users =
          sockets.stream().map(LocalSocket::toString).collect(Collectors.joining("\n  "));
      throw error(
          "free",
          "in use",
          sockets.isEmpty()
              ? "the socket is not listed; another user or container may own it"
              : users,
          "end the process that uses the port, or choose another port");
    }
    return this;
  }

  /**
   * Asserts that a socket of this host uses the port.
   *
   * @return this
   * @throws AssertionError if no socket uses the port
   * @throws IllegalArgumentException if the port is out of range
   * @throws java.io.UncheckedIOException if this process cannot open a socket
   */
  public LocalPortAssert isInUse() {
    if (LocalPorts.isFree(transport, port)) {
      throw error(
          "in use",
          "free",
          "a socket could be bound to it",
          "start the service, or check the port that it binds");
    }
    return this;
  }

  private AssertionError error(String expected, String actual, String evidence, String next) {
    String text =
        "Expected %s to be %s, but it is %s.\n  %s\n  next: %s"
            .formatted(this, expected, actual, evidence, next);
    return AssertionErrors.create(AssertionErrors.labelled(label, text), expected, actual, null);
  }

  /**
   * Returns the port.
   *
   * @return for example {@code "local tcp port 8080"}
   */
  @Override
  public String toString() {
    return "local " + transport.label() + " port " + port;
  }
}
