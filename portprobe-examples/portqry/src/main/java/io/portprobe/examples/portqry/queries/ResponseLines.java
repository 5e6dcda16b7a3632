package io.portprobe.examples.portqry.queries;

import io.portprobe.protocols.greeting.FtpServer;
import io.portprobe.protocols.greeting.GreetingServer;
import io.portprobe.spi.Finding;
import java.util.List;
import java.util.stream.Stream;

/** The lines of a finding that PortQry prints. */
public final class ResponseLines {
  private ResponseLines() {}

  /**
   * Returns the lines. Of a service with a greeting these are what the server sent: the greeting,
   * and the replies to the anonymous log-on. Of others these are all lines of the finding.
   */
  public static List<String> of(Finding finding) {
    if (finding instanceof FtpServer ftp) {
      return Stream.concat(ftp.greeting().stream(), ftp.logonReplies().stream()).toList();
    }
    return finding instanceof GreetingServer server ? server.greeting() : finding.lines();
  }
}
