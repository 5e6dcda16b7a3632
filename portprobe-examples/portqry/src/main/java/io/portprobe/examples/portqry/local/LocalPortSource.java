package io.portprobe.examples.portqry.local;

import io.portprobe.examples.portqry.console.PortqryException;
import java.util.List;
import java.util.Optional;

/** Reads the ports and processes of this computer. Not thread-safe. */
public interface LocalPortSource {
  /**
   * Reads the table of ports.
   *
   * @throws PortqryException if the system does not list its sockets
   */
  PortTable read() throws PortqryException;

  /** Returns a process; empty if no such process runs. */
  Optional<LocalProcess> process(long pid);

  /** Returns whether this user may see the sockets of a process. */
  boolean isVisible(long pid);

  /** Returns the name of the system service that a process belongs to; empty if it is unknown. */
  Optional<String> service(long pid);

  /**
   * Returns the files of program code that a process has loaded.
   *
   * @return empty if the system hides them from this user
   */
  Optional<List<String>> modules(long pid);
}
