package io.portprobe.examples.lab.protocols;

import io.portprobe.examples.lab.Tool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An OpenLDAP server of our own on an address of the client's loopback where nothing else is, set
 * up to be difficult.
 */
final class OpenLdap implements AutoCloseable {
  private static final String HOST = "127.0.0.2";

  private static final int PORT = 389;

  private final ProcessHandle process;

  private OpenLdap(ProcessHandle process) {
    this.process = process;
  }

  /** Starts a server with no data and a few lines of configuration; it listens on return. */
  static OpenLdap start(Path folder, String... settings) throws IOException {
    Path pid = folder.resolve("pid");
    Path config = folder.resolve("slapd.conf");
    Files.writeString(
        config,
        "include /etc/ldap/schema/core.schema\npidfile "
            + pid
            + "\n"
            + String.join("\n", settings)
            + "\n");
    Tool.run("/usr/sbin/slapd", "-h", "ldap://" + HOST, "-f", config.toString());
    long id = Long.parseLong(Files.readString(pid).strip());
    Optional<ProcessHandle> process = ProcessHandle.of(id);
    OpenLdap server =
        new OpenLdap(process.orElseThrow(() -> new IOException("slapd " + id + " has ended")));
    server.awaitListening();
    return server;
  }

  /** It goes to the background a little before it listens. The kernel refuses at once till then. */
  private void awaitListening() throws IOException {
    while (process.isAlive()) {
      try (Socket socket = new Socket(HOST, PORT)) {
        if (socket.isConnected()) {
          return;
        }
      } catch (ConnectException notYet) {
        Thread.onSpinWait();
      }
    }
    throw new IOException("slapd " + process.pid() + " ended before it listened");
  }

  String host() {
    return HOST;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
