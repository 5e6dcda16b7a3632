package io.portprobe.examples.portqry;

import java.io.PrintStream;
import picocli.CommandLine;

/** The help text. */
final class Help {
  private static final String HEAD =
      """
      portqry asks whether something is listening on a port, over TCP, UDP or both.

      Usage: portqry -n HOST [-p tcp|udp|both] [-e PORT | -r START:END | -o A,B,C] [OPTION...]
        e.g. portqry -n server01 -p both -e 135
             portqry -n 10.0.0.1 -o 25,445,1024 -l portqry.log -y

      Options (in any case; a slash does as well as a dash: /n HOST /e 80):
      """;

  private static final String TAIL =
      """

      A port is LISTENING, NOT LISTENING, FILTERED (no answer over TCP) or LISTENING or FILTERED (no
      answer over UDP). An answer is waited for at most %d seconds, over UDP with -s %d.
      On ports of a known service (DNS 53, 853, RPC 135, NetBIOS 137, 139, LDAP 389, 636, 3268, 3269)
      portqry speaks its protocol and prints what it learns. With -r it only asks for the state: no
      protocol is spoken over TCP; over UDP its question is the probe, since services ignore anything
      else.
      All addresses of a name are asked; the state is that of the best, and is told for each address
      where they differ. A log file is overwritten with -y or -q, or after asking on a terminal.

      Exit code, the highest of those that apply:
        0 listening   1 not listening   2 filtered or undecided
        64 bad arguments   70 internal fault   71 fault of this machine kept a port from being asked
        73 log not written, or not to be overwritten   74 output not written   99 name not resolved
      """;

  private Help() {}

  static void print(PrintStream out) {
    CommandLine.Help help = Syntax.commandLine().getHelp();
    out.print(HEAD);
    out.print(help.optionList());
    out.print(TAIL.formatted(Asker.TIMEOUT.toSeconds(), Asker.SLOW_TIMEOUT.toSeconds()));
    out.flush();
  }
}
