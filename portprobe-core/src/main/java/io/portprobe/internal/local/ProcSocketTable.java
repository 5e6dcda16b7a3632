package io.portprobe.internal.local;

import io.portprobe.Transport;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The socket table of Linux: {@code /proc/net/{tcp,tcp6,udp,udp6}}. Unreadable entries are skipped,
 * because the table only adds details to a message. At most 50000 lines of a table are read.
 */
final class ProcSocketTable implements SocketTable {
  private static final System.Logger LOG = System.getLogger("io.portprobe");
  private static final int MAX_LINES = 50_000;

  // States of the kernel's tcp_states.h. An unconnected UDP socket is in state CLOSE.
  private static final String LISTEN = "0A";
  private static final String CLOSE = "07";

  private final Path proc;
  private final Map<Transport, List<BoundSocket>> cache = new EnumMap<>(Transport.class);
  private final ProcSocketOwners owners;

  ProcSocketTable(Path proc) {
    this.proc = proc;
    this.owners = new ProcSocketOwners(proc);
  }

  @Override
  public boolean isReadable() {
    return true;
  }

  @Override
  public List<BoundSocket> bound(Transport transport) {
    return cache.computeIfAbsent(transport, this::read);
  }

  private List<BoundSocket> read(Transport transport) {
    List<BoundSocket> sockets = new ArrayList<>();
    read(transport.label(), transport, sockets);
    read(transport.label() + "6", transport, sockets);
    return sockets;
  }

  private void read(String table, Transport transport, List<BoundSocket> sockets) {
    Path file = proc.resolve("net").resolve(table);
    String state = transport == Transport.TCP ? LISTEN : CLOSE;
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      reader.readLine(); // header
      for (int i = 0; i < MAX_LINES; i++) {
        String line = reader.readLine();
        if (line == null) {
          return;
        }
        String[] fields = line.trim().split("\\s+");
        if (fields.length > 9 && fields[3].equals(state)) {
          sockets.add(socket(transport, fields));
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot read " + file, e);
    }
  }

  private static BoundSocket socket(Transport transport, String[] fields) throws IOException {
    int colon = fields[1].indexOf(':');
    if (colon < 0) {
      throw new IOException("local address: " + fields[1] + " (expected: ADDRESS:PORT)");
    }
    return new BoundSocket(
        transport,
        address(fields[1].substring(0, colon)),
        Integer.parseInt(fields[1], colon + 1, fields[1].length(), 16),
        Integer.parseInt(fields[7]),
        Long.parseLong(fields[9]));
  }

  /** Parses an address, whose 32-bit words the kernel prints in host byte order. */
  private static InetAddress address(String hex) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(hex.length() / 2).order(ByteOrder.nativeOrder());
    for (int i = 0; i + 8 <= hex.length(); i += 8) {
      bytes.putInt(Integer.parseUnsignedInt(hex, i, i + 8, 16));
    }
    return InetAddress.getByAddress(bytes.array());
  }

  @Override
  public Map<BoundSocket, SocketProcess> owners(Collection<BoundSocket> sockets) {
    return owners.of(sockets);
  }

  /** Returns the entries of a directory, or none if it is not readable. */
  static List<Path> list(Path folder, String name, int max) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> entry.getFileName().toString().matches(name))
          .limit(max)
          .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      LOG.log(System.Logger.Level.DEBUG, "cannot list " + folder, e);
      return List.of();
    }
  }
}
