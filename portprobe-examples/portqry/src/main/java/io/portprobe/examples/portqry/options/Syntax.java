package io.portprobe.examples.portqry.options;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options, as picocli's model. The model is built by hand instead of from annotations, since
 * reflection over annotations takes longer than the probe of a local port.
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

  private Syntax() {}

  public static CommandLine commandLine() {
    CommandSpec spec =
        CommandSpec.create()
            .name("portqry")
            .addOption(value("HOST", "name or address of the target", HOST, "/n"))
            .addOption(value("tcp|udp|both", "transport; default tcp", PROTOCOL, "/p"))
            .addOption(value("PORT", "one port, 1-65535; default 80", PORT, "/e"))
            .addOption(value("START:END", "a range of ports", RANGE, "/r"))
            .addOption(value("A,B,C", "a list of ports, in this order", LIST, "/o"))
            .addOption(value("FILE", "write a log", LOG, "/l"))
            .addOption(flag("overwrite the log without a prompt", OVERWRITE, "/y"))
            .addOption(flag("slow link: wait twice as long over UDP", SLOW, "/s", "-sl", "/sl"))
            .addOption(flag("no address-to-name look-up", NO_REVERSE, "/nr"))
            .addOption(
                flag(
                    "with -n the same as -nr; without -n interactive mode",
                    NO_REVERSE_OR_INTERACTIVE,
                    "/i"))
            .addOption(flag("verbose: the reason of each state; modules (-local)", VERBOSE, "/v"))
            .addOption(flag("quiet: print nothing; one port, one transport", QUIET, "/q"))
            .addOption(flag("exit code 0 if at least one port is LISTENING", ANY))
            .addOption(value("PORT", "local port to send from", SOURCE_PORT, "/sp"))
            .addOption(value("!NAME!", "SNMP community; default public", COMMUNITY, "/cn"))
            .addOption(value("FILE", "service names of your own (services(5))", SERVICES))
            .addOption(flag("list the ports of this computer", LOCAL, "/local"))
            .addOption(value("PORT", "watch a port of this computer", WATCH_PORT, "/wport"))
            .addOption(value("PID", "watch the ports of a process", WATCH_PROCESS, "/wpid"))
            .addOption(
                value("SECONDS", "between two checks, 1-1200; default 60", WATCH_TIME, "/wt"))
            .addOption(flag("print this help", HELP, "-h", "/h", "-?", "/?"))
            .addOption(flag("print the version", VERSION));
    spec.parser()
        .caseInsensitiveEnumValuesAllowed(true)
        .posixClusteredShortOptionsAllowed(false)
        .separator(" ");
    return new CommandLine(spec).setOptionsCaseInsensitive(true).setExpandAtFiles(false);
  }

  private static OptionSpec value(String label, String description, String name, String... more) {
    return option(description, name, more).type(String.class).paramLabel(label).build();
  }

  private static OptionSpec flag(String description, String name, String... more) {
    return option(description, name, more).arity("0").type(boolean.class).build();
  }

  private static OptionSpec.Builder option(String description, String name, String... more) {
    String[] names = new String[more.length + 1];
    names[0] = name;
    System.arraycopy(more, 0, names, 1, more.length);
    return OptionSpec.builder(names).description(description);
  }
}
