package io.portprobe.examples.portprobe.endpoint;

import io.portprobe.AddressSelection;
import io.portprobe.PortProbe;
import io.portprobe.ProbeClient;
import io.portprobe.examples.portprobe.cli.CommandException;
import io.portprobe.examples.portprobe.cli.Failures;
import io.portprobe.text.SafeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Turns the text of an endpoint into probes with the options of the user. */
public final class EndpointReader {
  private final ProbeClient client;
  private final UnaryOperator<PortProbe> settings;
  private final Optional<AddressSelection> family;
  private final boolean named;

  EndpointReader(
      ProbeClient client,
      UnaryOperator<PortProbe> settings,
      Optional<AddressSelection> family,
      boolean named) {
    this.client = client;
    this.settings = settings;
    this.family = family;
    this.named = named;
  }

  /** Returns a reader whose probes have further settings. */
  public EndpointReader with(UnaryOperator<PortProbe> further) {
    return new EndpointReader(client, probe -> further.apply(settings.apply(probe)), family, named);
  }

  /**
   * Returns the targets that a text names, at least one.
   *
   * @throws CommandException if the text names none, or contradicts an option
   */
  public List<Target> read(String text) throws CommandException {
    try {
      List<Target> targets = new ArrayList<>();
      for (EndpointText.Parsed parsed : EndpointText.parse(client, text.strip())) {
        checkFamily(parsed);
        targets.add(
            new Target(
                parsed.text(),
                settings.apply(parsed.probe()),
                parsed.speaks() || named,
                parsed.notation()));
      }
      return targets;
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(Failures.message(e));
    }
  }

  private void checkFamily(EndpointText.Parsed parsed) throws CommandException {
    if (family.isEmpty() || parsed.family().isEmpty()) {
      return;
    }
    String option = family.get() == AddressSelection.IPV4 ? "4" : "6";
    if (!parsed.family().get().equals(option)) {
      throw CommandException.usage(
          "endpoint: "
              + SafeText.quote(parsed.text())
              + " (expected: the family of the option -"
              + option
              + ")");
    }
  }
}
