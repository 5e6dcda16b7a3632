package io.portprobe.examples.portqry.queries;

import io.portprobe.protocols.greeting.FtpServer;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.protocols.mssql.SqlServerInstances;
import io.portprobe.spi.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The lines of a finding that PortQry prints. */
public final class ResponseLines {
  private ResponseLines() {}

  /**
   * Returns the lines. Of a service with a greeting these are what the server sent: the greeting,
   * and the replies to the anonymous log-on. The instances of SQL Server have an empty line between
   * them. Of others these are all lines of the finding.
   */
  public static List<String> of(Finding finding) {
    if (finding instanceof FtpServer ftp) {
      return Stream.concat(ftp.greeting().stream(), ftp.logonReplies().stream()).toList();
    }
    if (finding instanceof SqlServerInstances server) {
      return instances(server);
    }
    return finding instanceof GreetingServer server ? server.greeting() : finding.lines();
  }

  private static List<String> instances(SqlServerInstances server) {
    List<String> lines = new ArrayList<>();
    for (SqlServerInstances.Instance instance : server.instances()) {
      instance.values().forEach((key, value) -> lines.add(key + " " + value));
      lines.add("");
    }
    server.notes().forEach(note -> lines.add("note: " + note));
    return lines.isEmpty() ? server.lines() : lines;
  }
}
