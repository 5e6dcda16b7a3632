package io.portprobe.examples.portqry.options;

import java.util.List;

/**
 * The options of portqry.
 *
 * <p>Every option also goes by a slash, in any case of its letters. What follows an option that
 * takes a value is its value, slash or not, unless it is an option itself.
 */
public final class Syntax {
  public static final String HOST = "-n";
  public static final String PROTOCOL = "-p";
  public static final String PORT = "-e";
  public static final String RANGE = "-r";
  public static final String LIST = "-o";
  public static final String LOG = "-l";
  public static final String OVERWRITE = "-y";
  public static final String SLOW = "-s";
  public static final String NO_REVERSE = "-nr";
  public static final String NO_REVERSE_OR_INTERACTIVE = "-i";
  public static final String VERBOSE = "-v";
  public static final String QUIET = "-q";
  public static final String ANY = "--any";
  public static final String SOURCE_PORT = "-sp";
  public static final String COMMUNITY = "-cn";
  public static final String SERVICES = "--services";
  public static final String LOCAL = "-local";
  public static final String WATCH_PORT = "-wport";
  public static final String WATCH_PROCESS = "-wpid";
  public static final String WATCH_TIME = "-wt";
  public static final String HELP = "--help";
  public static final String VERSION = "--version";

  static final List<Option> OPTIONS =
      List.of(
          Option.value("HOST", "name or address of the target", HOST, "/n"),
          Option.value("tcp|udp|both", "transport; default tcp", PROTOCOL, "/p"),
          Option.value("PORT", "one port, 1-65535; default 80", PORT, "/e"),
          Option.value("START:END", "a range of ports", RANGE, "/r"),
          Option.value("A,B,C", "a list of ports, in this order", LIST, "/o"),
          Option.value("FILE", "write a log", LOG, "/l"),
          Option.flag("overwrite the log without a prompt", OVERWRITE, "/y"),
          Option.flag("slow link: wait twice as long over UDP", SLOW, "/s", "-sl", "/sl"),
          Option.flag("no address-to-name look-up", NO_REVERSE, "/nr"),
          Option.flag(
              "with -n the same as -nr; without -n interactive mode",
              NO_REVERSE_OR_INTERACTIVE,
              "/i"),
          Option.flag("verbose: the reason of each state; modules (-local)", VERBOSE, "/v"),
          Option.flag("quiet: print nothing; one port, one transport", QUIET, "/q"),
          Option.flag("exit code 0 if at least one port is LISTENING", ANY),
          Option.value("PORT", "local port to send from", SOURCE_PORT, "/sp"),
          Option.value("!NAME!", "SNMP community; default public", COMMUNITY, "/cn"),
          Option.value("FILE", "service names of your own (services(5))", SERVICES),
          Option.flag("list the ports of this computer", LOCAL, "/local"),
          Option.value("PORT", "watch a port of this computer", WATCH_PORT, "/wport"),
          Option.value("PID", "watch the ports of a process", WATCH_PROCESS, "/wpid"),
          Option.value("SECONDS", "between two checks, 1-1200; default 60", WATCH_TIME, "/wt"),
          Option.flag("print this help", HELP, "-h", "/h", "-?", "/?"),
          Option.flag("print the version", VERSION));

  private Syntax() {}
}
