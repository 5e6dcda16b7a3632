package io.portprobe.examples.portqry;

import io.portprobe.examples.portqry.options.SyntaxModel;
import java.io.PrintStream;
import picocli.CommandLine;

/** The help text. */
final class Help {
  private static final String HEAD =
      """
      portqry reports whether something is listening on a port, over TCP, UDP or both.

      Usage: portqry -n HOST [-p tcp|udp|both] [-e PORT | -r START:END | -o A,B,C] [OPTION...]
             portqry -i [OPTION...]
             portqry -local | -wport PORT | -wpid PID [-wt SECONDS] [-v] [-l FILE]
        e.g. portqry -n server01 -p both -e 135 --any
             portqry -n 10.0.0.1 -o 25,445,1024 -l portqry.log -y
             portqry -wport 443 -wt 5

      Options (in any case; a slash does as well as a dash: /n HOST /e 80):
      """;

  private static final String TAIL =
      """

      A port is LISTENING, NOT LISTENING, FILTERED (no TCP response) or LISTENING or FILTERED (no
      UDP response). portqry waits for a response for $TIMEOUT seconds, with -s over UDP for $SLOW seconds.
      The service name of a port (--services) selects a query: DNS, RPC endpoint mapper, LDAP, NetBIOS,
      SNMP, SQL Server browser, TFTP, L2TP, ISAKMP, and the greeting of FTP, SMTP, POP3 and IMAP.
      portqry prints the response. With -r it sends no RPC query.
      portqry probes all addresses of a name and reports the best state. If the states differ, it
      prints the state of each address. A log file is overwritten with -y or -q, or after a prompt.

      -local lists the ports of this computer with their processes (Linux). -wport and -wpid print them
      at each change; ESC and Enter stop the watch. -v adds services and loaded modules.

      Exit code, the highest of those that apply; with --any, 0 if at least one port is LISTENING:
        0 listening (also: ports listed)   1 not listening   2 filtered or undecided
        64 bad arguments   69 no name server answered   70 internal error
        71 local failure prevented a probe or a list of ports
        73 log not written, or must not be overwritten   74 output not written
        99 name does not resolve
      """;

  private Help() {}

  static void print(PrintStream out) {
    CommandLine.Help help = SyntaxModel.commandLine().getHelp();
    out.print(HEAD);
    out.print(help.optionList());
    out.print(
        TAIL.replace("$TIMEOUT", Long.toString(ProbeSender.TIMEOUT.toSeconds()))
            .replace("$SLOW", Long.toString(ProbeSender.SLOW_TIMEOUT.toSeconds())));
    out.flush();
  }
}
