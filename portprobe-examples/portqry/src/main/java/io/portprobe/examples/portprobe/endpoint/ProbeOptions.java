package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.AddressSelection;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.text.SafeText;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of probes. A picocli mixin. */
public final class ProbeOptions {
  private static final String STATE_ONLY = "none";

  @Mixin private FamilyOption family = new FamilyOption();
  @Mixin private SourceOption source = new SourceOption();

  @Option(
      names = "--as",
      paramLabel = "PROTOCOL",
      description =
          "Speak this protocol on every port; 'none' finds out the state only. Default: the"
              + " protocol of the endpoint or of its port.")
  private @Nullable String protocol;

  @Option(
      names = "--option",
      paramLabel = "NAME=VALUE",
      description = "Set an option of a protocol, such as dns.type=MX. May be repeated.")
  private List<String> options = new ArrayList<>();

  /** Called by picocli. */
  public ProbeOptions() {}

  /**
   * Checks the options, and returns a reader of endpoints whose probes have these options.
   *
   * @throws CommandException if an option has a bad value
   */
  public EndpointReader reader(ProbeClient client) throws CommandException {
    Optional<InetAddress> from = source.address();
    Optional<AddressSelection> selection = family.selection();
    UnaryOperator<PortProbe> settings =
        probe -> {
          PortProbe set = from.isPresent() ? probe.sourceAddress(from.get()) : probe;
          set = selection.isPresent() ? set.addresses(selection.get()) : set;
          return protocol(set);
        };
    for (String option : options) {
      set(client.tcp("localhost", 1), option); // names the option before any probe is sent
    }
    boolean named = protocol != null && !protocol.equalsIgnoreCase(STATE_ONLY);
    return new EndpointReader(client, settings, selection, named);
  }

  private PortProbe protocol(PortProbe probe) {
    PortProbe set = probe;
    if (protocol != null) {
      set = protocol.equalsIgnoreCase(STATE_ONLY) ? set.stateOnly() : set.as(protocol);
    }
    for (String option : options) {
      String[] parts = option.split("=", 2);
      set = set.option(parts[0], parts[1]);
    }
    return set;
  }

  private static void set(PortProbe probe, String option) throws CommandException {
    String[] parts = option.split("=", 2);
    if (parts.length < 2) {
      throw CommandException.badValue("--option", option, "NAME=VALUE");
    }
    try {
      var unused = probe.option(parts[0], parts[1]);
    } catch (IllegalArgumentException e) {
      throw CommandException.usage("--option: " + SafeText.line(String.valueOf(e.getMessage())));
    }
  }
}
