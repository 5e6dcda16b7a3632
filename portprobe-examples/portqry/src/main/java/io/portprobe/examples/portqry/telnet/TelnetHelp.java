package io.portprobe.examples.portqry.telnet;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** The help text of telnet. */
final class TelnetHelp {
  private static final List<String> REQUESTS = List.of("--help", "-h", "-?", "/?");

  private static final String TEXT =
      """
      telnet connects to a TCP port, sends what is typed and prints what the service sends.

      Usage: telnet HOST [PORT]
        e.g. telnet server01 80
             printf 'HEAD / HTTP/1.0\\r\\n\\r\\n' | telnet server01 80

      HOST is a name or an address. PORT is 1-65535; default 23.
      A line is sent when it is complete, and ends with CR LF. Text of the service is printed in
      UTF-8; characters that could steer the terminal are escaped. telnet refuses all TELNET options
      (RFC 854, RFC 1143).

      If no connection is made, telnet prints the reason. A port that is not listening refuses at
      once; a packet filter usually lets the attempt time out after 5 seconds for each address.

      CTRL+] and the Enter key lead to the prompt "telnet>": quit ends, status shows the connection,
      an empty line continues. At the end of the input, telnet waits until the service closes the
      connection or is silent for 5 seconds.

        --help     print this help
        --version  print the version

      Exit code:
        0 connected   1 not listening: refused   2 filtered: no response
        64 bad arguments   69 no name server answered   70 internal error
        71 local failure prevented the connection   74 output not written
        99 name does not resolve
      """;

  private TelnetHelp() {}

  static boolean isRequested(String argument) {
    return REQUESTS.contains(argument.toLowerCase(Locale.ROOT));
  }

  static void print(PrintStream out) {
    out.print(TEXT);
    out.flush();
  }
}
