package io.portprobe.examples.portqry.netsh;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The help text of netsh. */
final class NetshHelp {
  private static final List<String> REQUESTS = List.of("--help", "-h", "-?", "/?", "?", "help");

  private static final String TEXT =
      """
      netsh diag connect makes one TCP connection, closes it at once, and sends nothing.

      Usage: netsh diag connect iphost HOST PORT   any host and port
             netsh diag connect ieproxy            the configured proxy
             netsh diag connect mail               the first servers for incoming and outgoing mail
             netsh diag connect news               the first news server
        e.g. netsh diag connect iphost server01 80
             https_proxy=http://proxy:8080 netsh diag connect ieproxy

      The number of the port in brackets means that the connection was made: [80]. Otherwise netsh
      prints [none] and the reason.

      The proxy is that of https_proxy, http_proxy or all_proxy, of the Internet settings of Windows,
      or of the JDK, in this order. A script for automatic configuration (PAC) is not evaluated.

      The mail and news servers are those of $FILE, or
      else of the default profile of Thunderbird. The file has the lines
        mail.in = HOST:PORT
        mail.out = HOST:PORT
        news = HOST:PORT

        --help     print this help
        --version  print the version

      Exit code, the highest of those that apply:
        0 connected   1 not listening: refused   2 filtered: no response
        64 bad arguments   69 no name server answered   70 internal error
        71 local failure prevented the connection   74 output not written
        78 no such server is configured   99 name does not resolve
      """;

  private NetshHelp() {}

  static boolean isRequested(String argument) {
    return REQUESTS.contains(argument.toLowerCase(Locale.ROOT));
  }

  static void print(PrintStream out, String file) {
    out.print(TEXT.replace("$FILE", file));
    out.flush();
  }
}
