package io.portprobe.protocols.internal.ssh;

import io.portprobe.protocols.ssh.SshAlgorithms;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The implementation of {@link SshAlgorithms}. */
public record DefaultSshAlgorithms(
    List<String> keyExchange,
    List<String> hostKey,
    List<String> ciphersToServer,
    List<String> ciphersToClient,
    List<String> macsToServer,
    List<String> macsToClient,
    List<String> compressionToServer,
    List<String> compressionToClient)
    implements SshAlgorithms {
  private static final int STRING_BYTES = 64;

  /** Copies the lists. */
  public DefaultSshAlgorithms {
    keyExchange = List.copyOf(keyExchange);
    hostKey = List.copyOf(hostKey);
    ciphersToServer = List.copyOf(ciphersToServer);
    ciphersToClient = List.copyOf(ciphersToClient);
    macsToServer = List.copyOf(macsToServer);
    macsToClient = List.copyOf(macsToClient);
    compressionToServer = List.copyOf(compressionToServer);
    compressionToClient = List.copyOf(compressionToClient);
  }

  /** Returns one line for each kind; both directions share a line if they are equal. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(line("key exchange", keyExchange));
    lines.add(line("host key types", hostKey));
    addBoth(lines, "ciphers", ciphersToServer, ciphersToClient);
    addBoth(lines, "MACs", macsToServer, macsToClient);
    addBoth(lines, "compression", compressionToServer, compressionToClient);
    return lines;
  }

  /** Returns an estimate of the heap that the names use. */
  long heapBytes() {
    return Stream.of(
            keyExchange,
            hostKey,
            ciphersToServer,
            ciphersToClient,
            macsToServer,
            macsToClient,
            compressionToServer,
            compressionToClient)
        .flatMap(List::stream)
        .mapToLong(name -> STRING_BYTES + name.length())
        .sum();
  }

  private static void addBoth(
      List<String> lines, String kind, List<String> toServer, List<String> toClient) {
    if (toServer.equals(toClient)) {
      lines.add(line(kind, toServer));
    } else {
      lines.add(line(kind + " to the server", toServer));
      lines.add(line(kind + " to the client", toClient));
    }
  }

  private static String line(String kind, List<String> names) {
    return kind + ": " + (names.isEmpty() ? "none" : SafeText.line(String.join(" ", names)));
  }

  @Override
  public String toString() {
    return keyExchange.size() + " key exchange methods, " + hostKey.size() + " host key types";
  }
}
