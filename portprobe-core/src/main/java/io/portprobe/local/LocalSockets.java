package io.portprobe.local;

import io.portprobe.Endpoint;
import io.portprobe.Transport;
import io.portprobe.internal.local.ListedSockets;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The sockets of this host at one time. On Linux they are those in {@code /proc/net}: of this
 * process's network namespace, for example of its container. On Windows {@code netstat -ano} and
 * {@code tasklist} list them, on macOS, BSD and other systems {@code lsof}, if it is installed.
 * Such a command may take 5 s.
 *
 * <p>Not thread-safe. A later version may add methods.
 */
public interface LocalSockets {
  /**
   * Returns the sockets of this host. Each transport is read at the first call that needs it, and
   * not again.
   *
   * @return a new object
   */
  static LocalSockets now() {
    return ListedSockets.system();
  }

  /**
   * Returns whether the operating system lists its sockets to this process.
   *
   * @return false if {@code /proc/net/tcp} is not readable and the system has no command for it
   */
  boolean isListed();

  /**
   * Returns the sockets that receive what is sent to their ports, with their processes.
   *
   * @param transport TCP or UDP
   * @return an immutable list in the order of the operating system; empty if nothing is {@linkplain
   *     #isListed listed}
   */
  List<LocalSocket> all(Transport transport);

  /**
   * Returns the sockets that are bound to a port, with their processes.
   *
   * @param transport TCP or UDP
   * @param port 1 to 65535
   * @return an immutable list; empty if no socket is bound to the port, and if nothing is
   *     {@linkplain #isListed listed}
   */
  List<LocalSocket> on(Transport transport, int port);

  /**
   * Describes what is bound to a port of this host, or what is bound to a nearby port.
   *
   * @param endpoint the port
   * @param addresses the addresses of the endpoint's host
   * @return one human-readable line, whose wording may change, for example {@code "on this host tcp
   *     port 8080 is bound on 127.0.0.1, by pid 4711 java"}; empty if no address belongs to this
   *     host, or nothing is listed
   */
  Optional<String> describe(Endpoint endpoint, Collection<InetAddress> addresses);
}
