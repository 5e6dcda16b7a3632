package io.portprobe.examples.portqry.local;

import io.portprobe.Transport;
import io.portprobe.examples.portqry.console.Messages;
import io.portprobe.examples.portqry.console.PortqryException;
import io.portprobe.text.AddressText;
import io.portprobe.text.HostSyntax;
import io.portprobe.text.SafeText;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The ports and processes of Linux, read from {@code /proc}. The tables are those of the network
 * namespace of this process. At most 50000 lines of a table are read.
 */
final class ProcPorts implements LocalPortSource {
  private static final int MAX_LINES = 50_000;
  private static final int HEX = 16;

  private final Path proc;
  private final ProcProcesses processes;

  ProcPorts(Path proc) {
    this.proc = proc;
    this.processes = new ProcProcesses(proc);
  }

  /** Returns the ports of this system. */
  static LocalPortSource ofSystem() {
    return new ProcPorts(Path.of("/proc"));
  }

  @Override
  public PortTable read() throws PortqryException {
    List<String> notes = new ArrayList<>();
    List<Row> rows = new ArrayList<>();
    for (Transport transport : List.of(Transport.TCP, Transport.UDP)) {
      for (String suffix : List.of("", "6")) {
        rows.addAll(rows(transport, transport.label() + suffix, notes));
      }
    }
    Map<Long, List<LocalProcess>> owners = processes.owners(notes);
    List<Mapping> mappings = new ArrayList<>();
    for (Row row : rows) {
      List<LocalProcess> found =
          row.inode() == 0
              ? List.of(LocalProcess.KERNEL)
              : owners.getOrDefault(row.inode(), List.of());
      if (found.isEmpty()) {
        mappings.add(row.mapping(Optional.empty()));
      }
      found.forEach(process -> mappings.add(row.mapping(Optional.of(process))));
    }
    return new PortTable(mappings, notes);
  }

  private List<Row> rows(Transport transport, String table, List<String> notes)
      throws PortqryException {
    Path file = proc.resolve("net").resolve(table);
    List<Row> rows = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
      reader.readLine(); // header
      String line = reader.readLine();
      while (line != null && rows.size() < MAX_LINES) {
        rows.add(Row.parse(transport, line));
        line = reader.readLine();
      }
      if (line != null) {
        notes.add(table + ": only the first " + MAX_LINES + " sockets are shown");
      }
    } catch (NoSuchFileException e) {
      if (table.endsWith("6")) {
        return rows; // a system without IPv6
      }
      throw unavailable(file, e);
    } catch (IOException | IllegalArgumentException e) {
      throw unavailable(file, e);
    }
    return rows;
  }

  private static PortqryException unavailable(Path file, Exception e) {
    return PortqryException.local(
        "local ports: "
            + (e instanceof IOException failure ? Messages.reason(failure) : Messages.message(e))
            + " on "
            + System.getProperty("os.name")
            + " (expected: a readable "
            + file
            + ")");
  }

  @Override
  public Optional<LocalProcess> process(long pid) {
    return processes.find(pid);
  }

  @Override
  public boolean isVisible(long pid) {
    return processes.isVisible(pid);
  }

  @Override
  public Optional<String> service(long pid) {
    return processes.service(pid);
  }

  @Override
  public Optional<List<String>> modules(long pid) {
    return processes.modules(pid);
  }

  /** A line of a table. */
  private record Row(
      Transport transport,
      InetAddress address,
      int port,
      String state,
      String remote,
      int uid,
      long inode) {
    static Row parse(Transport transport, String line) throws IOException {
      String[] fields = line.strip().split("\\s+", -1);
      if (fields.length < 10) {
        throw new IOException("socket: " + SafeText.quote(line) + " (expected: 10 fields)");
      }
      return new Row(
          transport,
          address(fields[1]),
          port(fields[1]),
          transport == Transport.TCP ? TcpStates.name(Integer.parseInt(fields[3], HEX)) : "",
          port(fields[2]) == 0
              ? "*:*"
              : HostSyntax.withPort(AddressText.of(address(fields[2])), port(fields[2])),
          Integer.parseUnsignedInt(fields[7]),
          Long.parseLong(fields[9]));
    }

    private static int port(String field) {
      return Integer.parseInt(field.substring(field.indexOf(':') + 1), HEX);
    }

    /** Parses an address, whose 32-bit words the kernel prints in host byte order. */
    private static InetAddress address(String field) throws IOException {
      int colon = field.indexOf(':');
      if (colon != 8 && colon != 32) {
        throw new IOException("address: " + SafeText.quote(field) + " (expected: ADDRESS:PORT)");
      }
      ByteBuffer bytes = ByteBuffer.allocate(colon / 2).order(ByteOrder.nativeOrder());
      for (int i = 0; i < colon; i += 8) {
        bytes.putInt(Integer.parseUnsignedInt(field, i, i + 8, HEX));
      }
      return InetAddress.getByAddress(bytes.array());
    }

    Mapping mapping(Optional<LocalProcess> process) {
      return new Mapping(transport, address, port, state, remote, uid, process);
    }
  }
}
